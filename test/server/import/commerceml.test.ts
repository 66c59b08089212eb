/** Goods as 1C hands them out. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startTestHq } from '../../support/hq/test-hq.ts';
import { fixture, goods, importInto, summary, tempFile } from './import-into.ts';

const CATALOGUE = fixture('commerceml/import.xml');
const OFFERS = fixture('commerceml/offers.xml');
const RETAIL = { offers: OFFERS, 'price-type': 'Розничная' };

test('IMP-12 goods and offers are joined; each barcode and each variant is goods of its own', async () => {
  const { hq } = await startTestHq();
  const said = await importInto(hq, 'products', CATALOGUE, RETAIL);
  expect(summary(said)).toBe('added 4, changed 2, same 0, refused 0');
  const found = await goods(hq, [
    '4840000000015',
    '4840000000022',
    '4011',
    '2000000099912',
    '2000000099929',
    '2000000000015',
  ]);
  expect(found).toMatchObject([
    {
      name: 'Молоко "Луговое" 2,5% & витамины',
      price_minor: 2_450,
      tax_id: 'B',
      category_id: 'molochnye-produkty',
    },
    { name: 'Молоко "Луговое" 2,5% & витамины', price_minor: 2_450, unit: 'piece' },
    { name: 'Бананы спелые', price_minor: 3_290, unit: 'kilogram', tax_id: 'A' },
    { name: 'Ботинки зимние (42)', price_minor: 129_900, unit: 'piece' },
    { name: 'Ботинки зимние (43)', price_minor: 134_999 },
    { deleted: true },
  ]);
});

test('IMP-2 IMP-12 the same files twice change nothing', async () => {
  const { hq } = await startTestHq();
  await importInto(hq, 'products', CATALOGUE, RETAIL);
  expect(summary(await importInto(hq, 'products', CATALOGUE, RETAIL))).toBe(
    'added 0, changed 0, same 6, refused 0',
  );
});

test('IMP-12 which of several prices is meant is never guessed', async () => {
  const { hq } = await startTestHq();
  expect((await importInto(hq, 'products', CATALOGUE, { offers: OFFERS })).lines.at(-1)).toBe(
    'There are several price types: "Закупочная", "Розничная". Choose with --price-type NAME.',
  );
  const other = await importInto(hq, 'products', CATALOGUE, { offers: OFFERS, 'price-type': 'Опт' });
  expect(other.lines.at(-1)).toBe('There is no price type "Опт". There are: "Закупочная", "Розничная".');
});

test('IMP-12 the catalogue alone has no prices, and says so', async () => {
  const { hq } = await startTestHq();
  const said = await importInto(hq, 'products', CATALOGUE);
  expect(said.lines).toContain('line 23: "ЦенаЗаЕдиницу" is empty; new goods need a price');
});

test('IMP-4 IMP-12 a price is named by its line in the file of offers', async () => {
  const { hq } = await startTestHq();
  const text = new TextDecoder('windows-1251').decode(readFileSync(OFFERS)).replace('windows-1251', 'UTF-8');
  const offers = tempFile(
    text
      .replace('1349.99', '1349.999')

      .replace('>32.90</ЦенаЗаЕдиницу><Валюта>MDL', '>32.90</ЦенаЗаЕдиницу><Валюта>руб'),
    'xml',
  );
  const said = await importInto(hq, 'products', CATALOGUE, { ...RETAIL, offers });
  const lines = said.lines.filter((line) => line.startsWith('line '));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(
    /^line 21: "ЦенаЗаЕдиницу \(\w+\.xml\)" \(32\.90\) is in RUB; prices of this company are in MDL$/,
  );
  expect(lines[1]).toMatch(/^line 32: .* \(1349\.999\) is finer than 0\.01$/);
});

test('IMP-12 offers without goods change prices of goods that HQ has', async () => {
  const { hq } = await startTestHq();
  await importInto(hq, 'products', CATALOGUE, RETAIL);
  const offers = `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08"><ПакетПредложений><Предложения>
    <Предложение><Ид>t-x#ch-42</Ид><Штрихкод>2000000099912</Штрихкод><Цены><Цена><ЦенаЗаЕдиницу>999</ЦенаЗаЕдиницу></Цена></Цены></Предложение>
    </Предложения></ПакетПредложений></КоммерческаяИнформация>`;
  expect(summary(await importInto(hq, 'products', tempFile(offers, 'xml')))).toBe(
    'added 0, changed 1, same 0, refused 0',
  );
  expect((await goods(hq, ['2000000099912']))[0]).toMatchObject({
    price_minor: 99_900,
    name: 'Ботинки зимние (42)',
  });
});

describe('IMP-11 XML that is something else', () => {
  test.each([
    ['<root/>', 'is no CommerceML file: it begins with <root>.'],
    [
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><КоммерческаяИнформация>&e;</КоммерческаяИнформация>',
      'DOCTYPE',
    ],
    [
      '<КоммерческаяИнформация><Документ/></КоммерческаяИнформация>',
      'there are neither goods nor offers in it.',
    ],
    ['<КоммерческаяИнформация><Каталог>', 'is no well-formed XML'],
    ['<?xml version="1.0" encoding="ebcdic"?><a/>', 'is written in ebcdic'],
  ])('%s', async (xml, words) => {
    const { hq } = await startTestHq();
    const said = await importInto(hq, 'products', tempFile(xml, 'xml'));
    expect(said.lines.at(-1)).toContain(words);
  });

  test('members do not come from XML', async () => {
    const { hq } = await startTestHq();
    expect((await importInto(hq, 'members', CATALOGUE)).lines.at(-1)).toContain(
      'only goods are taken from that',
    );
  });
});

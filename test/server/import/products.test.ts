/** Goods into a real database: what a shop's files do to the goods of the demo company. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { demoCompany, demoStore } from '../../../server/demo/demo-place.ts';
import { latestPositions } from '../../../server/feed/change-order.ts';
import type { FieldRow } from '../../../server/import/columns/field.ts';
import { findCompany } from '../../../server/import/company.ts';
import { productKind } from '../../../server/import/products/product-kind.ts';
import { runImport } from '../../../server/import/run/run-import.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { call } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import { fixture, goods, importInto, summary, tempFile, tempFolder } from './import-into.ts';

const A = { tax: 'A' };

const positions = ({ hq }: TestHq) =>
  latestPositions(hq.db, { company: demoCompany.id, store: demoStore.id });

describe('price lists as programs write them', () => {
  test('IMP-6 IMP-7 a list from 1C: windows-1251, a title above the header, blanks in prices', async () => {
    const { hq } = await startTestHq();
    const said = await importInto(hq, 'products', fixture('price-list-1251.csv'), A);
    expect(said.lines[0]).toContain('CSV, windows-1251 (detected; another with --encoding), separator ";"');
    expect(said.lines[1]).toBe(
      'columns: code = "Штрихкод", name = "Номенклатура", price = "Розничная цена, руб.", category = "Товарная группа", unit = "Ед. изм."',
    );
    const { added = 0, changed = 0 } = said.imported?.counts ?? {};
    expect(added + changed).toBe(150);
    const [first] = await goods(hq, ['4607003610777']);
    expect(first).toMatchObject({
      price_minor: 113_688,
      category_id: 'molochnye-produkty',
      tax_id: 'A',
      unit: 'piece',
    });
  });

  test('IMP-6 IMP-7 a Romanian list: windows-1250, tabs, a tax in percent', async () => {
    const { hq } = await startTestHq();
    const said = await importInto(hq, 'products', fixture('lista-preturi-1250.txt'));
    expect(said.lines[0]).toContain('windows-1250');
    expect(summary(said)).toMatch(/refused 0$/);
    const [first, second] = await goods(hq, ['5941419003181', '5941828009361']);
    expect(first).toMatchObject({ name: 'Lact Alpin Sana 3,6% grăsime', price_minor: 18_628, tax_id: 'A' });
    expect(second).toMatchObject({
      name: 'Solaris Fulgi cu taraţe de grâu',
      tax_id: 'B',
      category_id: 'dulciuri',
    });
  });

  test('an export in UTF-8 with its mark, commas and quotes', async () => {
    const { hq } = await startTestHq();
    const said = await importInto(hq, 'products', fixture('export-utf8-bom.csv'));
    expect(said.imported).toMatchObject({ refused: 0, written: true });
    const [last] = await goods(hq, ['5010292940903']);
    expect(last).toMatchObject({ name: 'Aubergine, Mozzarella & Rosted Tomato Ravioli', price_minor: 3_027 });
  });
});

test('IMP-2 the same file twice changes nothing, and no feed moves', async () => {
  const shop = await startTestHq();
  await importInto(shop.hq, 'products', fixture('price-list-1251.csv'), A);
  const before = await positions(shop);
  const again = await importInto(shop.hq, 'products', fixture('price-list-1251.csv'), A);
  const after = await positions(shop);
  expect(summary(again)).toBe('added 0, changed 0, same 150, refused 0');
  expect(after).toEqual(before);
});

test('IMP-2 another price moves just the goods that have it, and tills get them', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  await importInto(shop.hq, 'products', tempFile('cod;denumire;pret\n77001;Unu;10\n77002;Doi;20\n'), A);
  const feeds = await positions(shop);
  const said = await importInto(
    shop.hq,
    'products',
    tempFile('cod;denumire;pret\n77001;Unu;10\n77002;Doi;21\n'),
    A,
  );
  expect(summary(said)).toBe('added 0, changed 1, same 1, refused 0');
  const page = await call(shop.app, till, 'pull', {
    collection: 'products',
    checkpoint: feeds.products,
    limit: 10,
  });
  expect(page.documents).toMatchObject([{ code: '77002', priceMinor: 2_100, name: 'Doi', unit: 'piece' }]);
});

test('IMP-3 what a file leaves out or leaves empty stays as HQ has it', async () => {
  const { hq } = await startTestHq();
  const full = 'code;name;price;category;unit;tax;tags\n77001;Roșii;30;legume;kg;B;local,bio\n';
  await importInto(hq, 'products', tempFile(full));
  await importInto(hq, 'products', tempFile('code;name;price;category\n77001;Roșii cherry;35;\n'), A);
  expect((await goods(hq, ['77001']))[0]).toMatchObject({
    name: 'Roșii cherry',
    price_minor: 3_500,
    category_id: 'legume',
    unit: 'kilogram',
    tax_id: 'B',
    tags: ['local', 'bio'],
  });
});

test('IMP-3 with --update-only a list of prices changes goods that HQ has and refuses others', async () => {
  const { hq } = await startTestHq();
  await importInto(hq, 'products', tempFile('code;name;price\n77001;Unu;10\n'), A);
  const said = await importInto(hq, 'products', tempFile('code;price\n77001;11\n77009;5\n'), {
    'update-only': true,
    'skip-bad': true,
  });
  expect(said.lines).toContain('line 3: "code" (77009) is not among the goods that HQ has');
  expect(summary(said)).toBe('added 0, changed 1, same 0, refused 1');
  expect((await goods(hq, ['77001']))[0]).toMatchObject({ name: 'Unu', price_minor: 1_100 });
});

describe('rows that cannot be taken', () => {
  const dirty = [
    'Штрихкод;Наименование;Цена;НДС;Ед',
    '77001;Хорошая строка;10,50;20;шт',
    '77002;Три знака;10,505;20;шт',
    '77003;Минус;-1;20;шт',
    '77004;Налог;5;19;шт',
    '77005;Единица;5;20;м',
    ';Без кода;5;20;шт',
    '4,84E+12;Экспонента;5;20;шт',
    '77008;Лишнее;5;20;шт;сверх',
    '77009;Короткая',
    '77010;Ну\0ль;5;20;шт',
    '77001;Снова;10,50;20;шт',
    '',
  ].join('\r\n');
  const reasons = [
    'line 3: "Цена" (10,505) is finer than 0.01; if thousands are meant, write 10505.00',
    'line 4: "Цена" (-1) is negative',
    'line 5: "НДС" (19) is no tax of this company; allowed are A (20 %), B (8 %)',
    'line 6: "Ед" (м) is no known unit; allowed are piece (buc, шт …) and kilogram (kg, кг)',
    'line 7: "Штрихкод" is empty',
    'line 8: "Штрихкод" (4,84E+12) was cut by a spreadsheet: give the column the format "text" (or "0") and save again',
    'line 9: row more cells than the header has; is a separator inside a text?',
    'line 10: "Цена" is empty; new goods need a price',
    'line 10: "НДС" is empty; give --tax for such goods: A (20 %), B (8 %)',
    'line 11: "Наименование" (Ну\ufffdль) has control characters',
    'line 12: "Штрихкод" (77001) stands in line 2 already',
  ];

  test('IMP-1 IMP-4 IMP-5 each is told with line, column and reason, and nothing is written', async () => {
    const { hq } = await startTestHq();
    const said = await importInto(hq, 'products', tempFile(dirty));
    expect(said.lines.filter((line) => line.startsWith('line '))).toEqual(reasons);
    expect(said.imported).toBeNull();
    expect(said.lines.at(-1)).toBe(
      'Refused rows: 10. Nothing was written. Correct the file, or take the good rows with --skip-bad.',
    );
    expect(await goods(hq, ['77001'])).toEqual([undefined]);
  });

  test('IMP-1 with --skip-bad the good ones are taken, the first of two with one code', async () => {
    const { hq } = await startTestHq();
    const said = await importInto(hq, 'products', tempFile(dirty), { 'skip-bad': true });
    expect(summary(said)).toBe('added 1, changed 0, same 0, refused 10');
    expect((await goods(hq, ['77001']))[0]).toMatchObject({ name: 'Хорошая строка', price_minor: 1_050 });
  });

  test('IMP-4 a report has them all, and no cell of it computes', async () => {
    const { hq } = await startTestHq();
    const report = join(tempFolder(), 'refused.csv');
    const bad = Array.from({ length: 30 }, (_, index) => `7${7000 + index};Rău;-${index + 1}\n`).join('');
    const said = await importInto(hq, 'products', tempFile(`cod;denumire;pret\n${bad}`), { ...A, report });
    expect(said.lines.filter((line) => line.startsWith('line '))).toHaveLength(20);
    const lines = readFileSync(report, 'utf8').split('\r\n');
    expect(lines).toHaveLength(32);
    expect(lines.slice(0, 2)).toEqual(['\ufeffline;column;reason;value', "2;pret;is negative;'-1"]);
  });

  test('IMP-6 broken bytes in the middle refuse the rows that have them', async () => {
    const { hq } = await startTestHq();
    const text = Buffer.from('код;название;цена\n77001;Молоко;1\n77002;Сме?ана;2\n77003;Сыр;3\n');
    text[text.indexOf('?')] = 0xff;
    const said = await importInto(hq, 'products', tempFile(text), { ...A, 'skip-bad': true });
    expect(said.lines).toContain(
      'line 3: "название" (Сме\ufffdана) has bytes that are no text in this encoding',
    );
    expect(summary(said)).toBe('added 2, changed 0, same 0, refused 1');
  });
});

test('IMP-9 odd codes are taken as they are, and the shop is told that no till scans them', async () => {
  const { hq } = await startTestHq();
  const file = tempFile(
    'cod;denumire;pret\n00012345;Zerouri;1\nART-1;Literă;2\n4840000000010;Cifra de control;3\n',
  );
  const said = await importInto(hq, 'products', file, A);
  expect(said.lines).toContain('codes that no till can scan or type: 2, such as ART-1, 4840000000010');
  expect((await goods(hq, ['00012345', 'ART-1'])).map((each) => each?.name)).toEqual(['Zerouri', 'Literă']);
});

test('IMP-16 --dry-run says what would happen and writes nothing', async () => {
  const { hq } = await startTestHq();
  const said = await importInto(hq, 'products', tempFile('cod;denumire;pret\n77001;Unu;0\n'), {
    ...A,
    'dry-run': true,
  });
  expect(said.lines.slice(-5)).toEqual([
    'first row as understood: 77001 · Unu · 0.00 MDL',
    'goods with a price of 0: 1',
    'new categories, which no rule of the programme names yet: other (1)',
    'would be: added 1, changed 0, same 0, refused 0',
    'nothing was written (--dry-run)',
  ]);
  expect(await goods(hq, ['77001'])).toEqual([undefined]);
});

test('IMP-16 while a file is being checked, goods and members can be written by others', async () => {
  const { hq } = await startTestHq();
  const company = await findCompany(hq.db, undefined);
  const kind = productKind({
    company,
    nowMs: hq.nowMs,
    taxId: asId('A'),
    categoryId: asId('other'),
    updateOnly: false,
  });
  async function* rows(): AsyncGenerator<readonly FieldRow[]> {
    yield Array.from({ length: 3_000 }, (_, index) => ({
      line: index + 1,
      cells: { code: `77${index}`, name: 'Unu', price: '1' },
      faults: [],
    }));
    // Would wait for ever on a lock that the import held.
    await hq.db.updateTable('product').set({ name: 'Banane' }).where('code', '=', '4011').execute();
    await hq.db.updateTable('member').set({ visits: 7 }).execute();
  }
  const done = await runImport({
    db: hq.db,
    kind,
    open: async () => ({ rows: rows(), columnName: (field) => field }),
    skipBad: false,
    dryRun: false,
    report: async () => undefined,
    onWriting: () => undefined,
  });
  expect(done).toMatchObject({ written: true, counts: { added: 3_000 } });
});

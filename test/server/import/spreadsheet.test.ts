/** Excel files, honest and hostile. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newMeter } from '../../../server/import/source/byte-meter.ts';
import type { RawRow } from '../../../server/import/source/raw-row.ts';
import { openXlsx } from '../../../server/import/xlsx/read-xlsx.ts';
import { startTestHq } from '../../support/hq/test-hq.ts';
import { goods, importInto, summary, tempFile, tempFolder } from './import-into.ts';
import { type Cell, makeXlsx, type XlsxOptions } from './make-xlsx.ts';

async function workbook(options: XlsxOptions): Promise<string> {
  const file = join(tempFolder(), 'goods.xlsx');
  await makeXlsx(file, options);
  return file;
}

async function read(file: string, sheet?: string): Promise<readonly RawRow[]> {
  const opened = await openXlsx(file, { sheet, meter: newMeter() });
  const rows: RawRow[] = [];
  try {
    for await (const some of opened.rows) rows.push(...some);
  } finally {
    opened.close();
  }
  return rows;
}

const inside = (attributes: string, xml: string): Cell => ({ attributes, inside: xml });

test('IMP-10 texts, numbers, inline texts, formulas with their results, and zeros that a format shows', async () => {
  const file = await workbook({
    formats: ['0000000000000'],
    rows: [
      ['Cod', 'Denumire', 'Pret'],
      [inside('s="1"', '<v>12345670</v>'), 'Lapte & „smântână"', 19.989999999999998],
      [4840000000015, inside('t="inlineStr"', '<is><r><t>Pâine </t></r><r><t>albă</t></r></is>'), 12],
      [null, inside('t="str"', '<f>A1&amp;B1</f><v>Suc</v>'), inside('', '<f>1/8</f><v>0.125</v>')],
    ],
  });
  expect(await read(file)).toEqual([
    { line: 1, cells: ['Cod', 'Denumire', 'Pret'] },
    { line: 2, cells: ['0000012345670', 'Lapte & „smântână"', '19.99'] },
    { line: 3, cells: ['4840000000015', 'Pâine albă', '12'] },
    { line: 4, cells: ['', 'Suc', '0.125'] },
  ]);
});

test('IMP-10 cells that hold no text are refused with their reason', async () => {
  const { hq } = await startTestHq();
  const file = await workbook({
    formats: ['dd.mm.yyyy'],
    rows: [
      ['Cod', 'Denumire', 'Pret'],
      [inside('t="e"', '<v>#N/A</v>'), 'A', 1],
      ['77002', 'B', inside('s="1"', '<v>45123</v>')],
      [1234567890123456, 'C', 1],
      ['77004', 'D', inside('', '<f>SUM(C1:C3)</f>')],
    ],
  });
  const said = await importInto(hq, 'products', file, { tax: 'A' });
  expect(said.lines[0]).toBe(`${file}: Excel, sheet "Foaie1"`);
  expect(said.lines.filter((line) => line.startsWith('line '))).toEqual([
    'line 2: "Cod" (#N/A) is an error of the spreadsheet (#N/A)',
    'line 3: "Pret" (45123) is a date; a spreadsheet may have made one of it: give the column the format "text"',
    'line 4: "Cod" (1234567890123456) has more than 15 digits, which a spreadsheet cuts: give the column the format "text"',
    'line 5: "Pret" is a formula without a result',
  ]);
});

test('IMP-10 a sheet can be named; an unknown one is refused with those that are there', async () => {
  const { hq } = await startTestHq();
  const rows = [
    ['Cod', 'Denumire', 'Pret'],
    ['77001', 'Unu', 1.5],
  ];
  const file = await workbook({ rows, sheets: ['Marfă', 'Note'] });
  expect(summary(await importInto(hq, 'products', file, { tax: 'A', sheet: 'Marfă' }))).toMatch(/^added 1/);
  expect((await goods(hq, ['77001']))[0]?.price_minor).toBe(150);
  const said = await importInto(hq, 'products', file, { tax: 'A', sheet: 'Preturi' });
  expect(said.lines.at(-1)).toContain('has no sheet "Preturi". There are: "Marfă", "Note".');
});

describe('IMP-10 IMP-11 hostile and broken files', () => {
  const rows = [
    ['Cod', 'Denumire', 'Pret'],
    ...Array.from({ length: 50 }, (_, n) => [`77${n}`, `Marfa ${n}`, n]),
  ];

  test('a file cut short', async () => {
    const whole = readFileSync(await workbook({ rows }));
    for (const share of [0.3, 0.9]) {
      const file = tempFile(whole.subarray(0, Math.floor(whole.length * share)), 'xlsx');
      await expect(read(file)).rejects.toThrow(/is damaged or cut short/);
    }
  });

  test('a flipped byte in a packed part', async () => {
    const file = await workbook({ rows });
    const bytes = readFileSync(file);
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 60;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
    writeFileSync(file, bytes);
    await expect(read(file)).rejects.toThrow(/is damaged or cut short|no well-formed XML/);
  });

  test('a small file that unpacks to forty megabytes', { timeout: 30_000 }, async () => {
    const bomb = `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>${' '.repeat(40 * 1024 * 1024)}</t></is></c></row></sheetData></worksheet>`;
    const file = await workbook({ rows, parts: { 'xl/worksheets/sheet1.xml': bomb } });
    expect(statSync(file).size).toBeLessThan(200_000);
    await expect(read(file)).rejects.toThrow(/unpacks to far more than a sheet holds/);
  });

  test.each([
    [
      'entities that multiply',
      '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><worksheet>&y;</worksheet>',
    ],
    [
      'an entity from outside',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>',
    ],
  ])('%s', async (_name, xml) => {
    const file = await workbook({ rows, parts: { 'xl/worksheets/sheet1.xml': xml } });
    await expect(read(file)).rejects.toThrow(/has a document type \(DOCTYPE\); such files are not read/);
  });

  test.each([
    ['an element that is never closed', '<worksheet><sheetData><row>', /no well-formed XML/],
    ['an entity that nobody declared', '<worksheet>&x;</worksheet>', /no well-formed XML/],
    [
      'a tag without end',
      `<worksheet a="${'x'.repeat(2_000_000)}`,
      /a text or tag without end|no well-formed/,
    ],
    ['a hundred nested elements', '<a>'.repeat(100), /more than 64 deep/],
  ])('%s', async (_name, xml, words) => {
    const file = await workbook({ rows, parts: { 'xl/worksheets/sheet1.xml': xml } });
    await expect(read(file)).rejects.toThrow(words);
  });

  test('a zip that is no workbook', async () => {
    const { hq } = await startTestHq();
    const file = await workbook({ rows, parts: { 'xl/_rels/workbook.xml.rels': '<Relationships/>' } });
    const said = await importInto(hq, 'products', file, { tax: 'A' });
    expect(said.lines.at(-1)).toContain('is damaged: its sheet cannot be found.');
  });
});

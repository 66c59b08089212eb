/** How a file of receipts is read: line by line, whatever stands in it. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { surveyFile } from '../../replay/shop/survey.ts';
import { type Grouped, groupInvoices, MAX_INVOICE_LINES } from '../../replay/source/group-invoices.ts';
import { MAX_LINE_BYTES, readFile } from '../../replay/source/read-file.ts';
import { type ReadLine, readReceiptLine } from '../../replay/source/receipt-line.ts';
import { zonedTimeMs } from '../../replay/source/zoned-time.ts';
import { type Cells, cells, csvOf, receiptFile } from '../support/replay/receipts.ts';
import { tempFolder } from '../support/till/temp-folder.ts';

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function* linesOf(rows: readonly Cells[]): AsyncGenerator<ReadLine> {
  for (const [index, row] of rows.entries()) yield readReceiptLine(cells(row), index + 2);
}

const grouped = (rows: readonly Cells[]): Promise<readonly Grouped[]> => all(groupInvoices(linesOf(rows)));
const numbers = (found: readonly Grouped[]): readonly string[] =>
  found.map((each) =>
    each.kind === 'invoice' ? `${each.invoice.number} × ${each.invoice.lines.length}` : each.kind,
  );
const at = (minute: string): Cells => ({ InvoiceDate: `2011-02-01T11:${minute}:00` });

test.each([true, false])('packed or plain, the same lines are read (packed: %s)', async (packed) => {
  const read = await all(readFile(receiptFile([{}, { StockCode: '85123A' }], { packed })));
  expect(read).toMatchObject([
    { kind: 'line', line: { lineNo: 2, code: '21730', quantity: 6, price: { minor: 255, tooFine: false } } },
    { kind: 'line', line: { lineNo: 3, code: '85123A', customer: '17850' } },
  ]);
});

test('quotation marks, a mark of byte order and commas inside them are read', async () => {
  const path = receiptFile([]);
  writeFileSync(path, `\uFEFF${csvOf([{ Description: '"MUG, ""RED"""' }])}`);
  expect(await all(readFile(path))).toMatchObject([{ line: { description: 'MUG, "RED"' } }]);
});

test.each([
  ['there is no such file', () => join(tempFolder(), 'none.csv')],
  ['it is a folder', () => tempFolder()],
  ['is empty', () => written('')],
  ['its first line must be InvoiceNo,', () => written('a,b\n1,2\n')],
  ['Quote Not Closed', () => written(`${csvOf([{}])}"536366,1\n`)],
  ['Max Record Size', () => written(`${csvOf([{}])}${'x'.repeat(MAX_LINE_BYTES + 2)}\n`)],
  ['its gzip data ends too early', () => written(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]))],
])('a file that cannot be read is refused in words: %s', async (words, path) => {
  await expect(all(readFile(path()))).rejects.toThrow(words);
});

function written(content: string | Buffer): string {
  const path = join(tempFolder(), 'file.csv');
  writeFileSync(path, content);
  return path;
}

test.each<Cells>([
  { Quantity: '6.5' },
  { Quantity: '1'.repeat(13) },
  { UnitPrice: '2,55' },
  { UnitPrice: '1e3' },
  { UnitPrice: '' },
  { InvoiceDate: '2011-02-30T10:00:00' },
  { InvoiceDate: '01/12/2010 08:26' },
  { InvoiceNo: '' },
  { InvoiceNo: 'CC1' },
  { StockCode: '' },
  { StockCode: 'x'.repeat(41) },
  { Description: 'x'.repeat(201) },
  { CustomerID: '17850.0' },
])('RPL-2 a line with %o is unreadable', (changes) => {
  expect(readReceiptLine(cells(changes), 7)).toMatchObject({ kind: 'unreadable', lineNo: 7 });
});

test('RPL-2 a line with a column too many is unreadable, and an empty one too', async () => {
  const path = receiptFile([{}]);
  appendFileSync(path, `${cells().join(',')},more\n\n`);
  const kinds = (await all(readFile(path))).map(({ kind }) => kind);
  expect(kinds).toEqual(['line', 'unreadable', 'unreadable']);
});

test.each([
  ['13541.33', 1_354_133, false],
  ['1.1', 110, false],
  ['0', 0, false],
  ['0.001', 0, true],
  ['-11062.06', -1_106_206, false],
  ['2.550', 255, false],
])('a price of %s is %i pence without rounding', (UnitPrice, minor, tooFine) => {
  expect(readReceiptLine(cells({ UnitPrice }), 2)).toMatchObject({ line: { price: { minor, tooFine } } });
});

test.each([
  ['2010-12-01T08:26:00', '2010-12-01T08:26:00.000Z'],
  ['2011-07-01T08:26:00', '2011-07-01T07:26:00.000Z'],
  ['2011-03-27T10:00:00', '2011-03-27T09:00:00.000Z'],
  ['2011-10-30T12:00:00', '2011-10-30T12:00:00.000Z'],
])('RPL-1 %s in the shop is %s', (local, utc) => {
  expect(new Date(zonedTimeMs(local) ?? 0).toISOString()).toBe(utc);
});

test('RPL-3 lines of two invoices that lie mixed go to their own, each paid at its last line', async () => {
  const found = await grouped([
    { InvoiceNo: '542806', ...at('19') },
    { InvoiceNo: '542807', ...at('19') },
    { InvoiceNo: '542806', ...at('20') },
  ]);
  expect(numbers(found)).toEqual(['542807 × 1', '542806 × 2']);
  expect(found[1]).toMatchObject({ invoice: { atMs: zonedTimeMs('2011-02-01T11:20:00') } });
});

test('RPL-3 an invoice ends when the file is ten minutes past it; what comes later is refused', async () => {
  const found = await grouped([
    { InvoiceNo: '1', ...at('00') },
    { InvoiceNo: '2', ...at('10') },
    { InvoiceNo: '1', ...at('10') },
    { InvoiceNo: '2', ...at('21') },
    { InvoiceNo: '1', ...at('21') },
    { InvoiceNo: '3', ...at('05') },
  ]);
  expect(numbers(found)).toEqual(['2 × 1', '1 × 2', 'late', 'late', 'late']);
});

test('RPL-3 an invoice that never ends is ended', async () => {
  const found = await grouped(Array.from({ length: MAX_INVOICE_LINES + 2 }, () => ({})));
  expect(numbers(found)).toEqual([`536365 × ${MAX_INVOICE_LINES}`, 'late', 'late']);
});

test('RPL-4 the shop has every thing that is sold once, under its first name and price', async () => {
  const { goods, customers, lines, invoices } = await surveyFile(
    receiptFile([
      { StockCode: '85123a', Description: '', UnitPrice: '0', CustomerID: '1' },
      { StockCode: '85123a', Description: 'WHITE HEART', UnitPrice: '2.55' },
      { StockCode: '85123A', Description: 'A HEART', UnitPrice: '2.95', CustomerID: '0017850' },
      { StockCode: 'AMAZONFEE', CustomerID: '2' },
      { InvoiceNo: 'C536379', CustomerID: '3' },
    ]),
  );
  expect([...goods.values()]).toEqual([{ code: '85123A', name: 'WHITE HEART', priceMinor: 255 }]);
  expect([...customers]).toEqual(['17850']);
  expect({ lines, invoices }).toEqual({ lines: 5, invoices: 2 });
});

test('a file without one readable invoice is refused', async () => {
  await expect(surveyFile(receiptFile([{ Quantity: 'six' }]))).rejects.toThrow('no invoice that can be read');
});

/** Files of receipts with a line or two in them, for what a test is about. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ReceiptLine } from '../../../replay/source/receipt-line.ts';
import { COLUMNS, readReceiptLine } from '../../../replay/source/receipt-line.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { tempFolder } from '../till/temp-folder.ts';

export type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

/** Six mugs for a member, on a Wednesday morning, unless told otherwise. */
export const cells = (changes: Cells = {}): readonly string[] => {
  const row: Record<(typeof COLUMNS)[number], string> = {
    InvoiceNo: '536365',
    StockCode: '21730',
    Description: 'RED MUG',
    Quantity: '6',
    InvoiceDate: '2010-12-01T08:26:00',
    UnitPrice: '2.55',
    CustomerID: '17850',
    Country: 'United Kingdom',
    ...changes,
  };
  return COLUMNS.map((column) => row[column]);
};

export function receiptLine(changes: Cells = {}, lineNo = 2): ReceiptLine {
  const read = readReceiptLine(cells(changes), lineNo);
  assert(read.kind === 'line', 'the line can be read');
  return read.line;
}

export const csvOf = (rows: readonly Cells[]): string =>
  [COLUMNS, ...rows.map(cells)].map((row) => `${row.join(',')}\n`).join('');

export function receiptFile(rows: readonly Cells[], { packed = false } = {}): string {
  const path = join(tempFolder(), packed ? 'receipts.csv.gz' : 'receipts.csv');
  writeFileSync(path, packed ? gzipSync(csvOf(rows)) : csvOf(rows));
  return path;
}

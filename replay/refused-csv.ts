/** The refused lines as a file: where each stands, why, and what it says. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OperatorError } from '../server/operator-error.ts';
import type { RefusedRow } from './book/book.ts';
import { REASONS } from './refusal.ts';
import { COLUMNS } from './source/receipt-line.ts';

export async function writeRefused(path: string, rows: Iterable<RefusedRow>): Promise<void> {
  try {
    await pipeline(Readable.from(csvLines(rows)), createWriteStream(path));
  } catch (cause) {
    throw new OperatorError(`${path} cannot be written (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
    });
  }
}

function* csvLines(rows: Iterable<RefusedRow>): Generator<string> {
  yield csvLine(['line', 'reason', 'meaning', ...COLUMNS]);
  for (const { lineNo, reason, fields } of rows)
    yield csvLine([String(lineNo), reason, REASONS[reason], ...fields]);
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
const csvLine = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`;

function csvField(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

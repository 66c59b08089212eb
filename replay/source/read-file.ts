/** Reads a file of receipts line by line, plain or packed with gzip, however long it is. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { OperatorError } from '../../server/operator-error.ts';
import { COLUMNS, type ReadLine, readReceiptLine } from './receipt-line.ts';

/** Longer lines are a sign of a quotation mark that never ends. */
export const MAX_LINE_BYTES = 10_000;

/** Every line after the first, in the file's order. */
export async function* readFile(path: string): AsyncGenerator<ReadLine> {
  const records = parse({ bom: true, relax_column_count: true, max_record_size: MAX_LINE_BYTES });
  const isPacked = await isGzip(path);
  const bytes = createReadStream(path);
  const flow = isPacked ? pipeline(bytes, createGunzip(), records) : pipeline(bytes, records);
  // A fault of the flow ends the iteration below with the same fault.
  flow.catch(() => undefined);
  let lineNo = 0;
  try {
    for await (const fields of records as AsyncIterable<readonly string[]>) {
      lineNo += 1;
      if (lineNo > 1) yield readReceiptLine(fields, lineNo);
      else requireColumns(fields);
    }
  } catch (cause) {
    throw explained(cause, path);
  } finally {
    records.destroy();
  }
  if (lineNo === 0) throw new OperatorError(`${path} is empty.`);
}

async function isGzip(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { buffer } = await file.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return buffer.equals(GZIP);
  } catch (cause) {
    throw explained(cause, path);
  }
}

const GZIP = Buffer.from([0x1f, 0x8b]);

function requireColumns(fields: readonly string[]): void {
  if (fields.length === COLUMNS.length && COLUMNS.every((name, index) => fields[index] === name)) return;
  throw new OperatorError(`This is no file of receipts: its first line must be ${COLUMNS.join(',')}.`);
}

function explained(cause: unknown, path: string): unknown {
  if (cause instanceof OperatorError) return cause;
  if (cause instanceof CsvError)
    return new OperatorError(`${path} cannot be read as CSV: ${cause.message}.`, { cause });
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  const reason = REASONS[code] ?? message;
  return new OperatorError(`${path} cannot be read: ${reason}.`, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  Z_DATA_ERROR: 'its gzip data is damaged',
  Z_BUF_ERROR: 'its gzip data ends too early',
};

/** What a file is, by its first bytes: a name may lie, and a price list is often a web page that is called .xls. */
import { closeSync, openSync, readSync } from 'node:fs';
import { OperatorError } from '../../operator-error.ts';

export type FileFormat = 'csv' | 'xlsx' | 'xml';

const HEAD_BYTES = 1024;

export function sniffFormat(file: string): FileFormat {
  const head = firstBytes(file);
  if (head.length === 0) throw new OperatorError(`${file} is empty.`);
  if (head.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return 'xlsx';
  if (head.subarray(0, 4).toString('hex') === 'd0cf11e0')
    throw new OperatorError(`${file} is an old Excel file (.xls). Save it as .xlsx or as CSV.`);
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  if (/^\s*<(!doctype\s+)?html/i.test(text))
    throw new OperatorError(
      `${file} is a web page. Open it in a spreadsheet and save it as .xlsx or as CSV.`,
    );
  if (/^\s*<[?!\w\xc0-\xff]/.test(text)) return 'xml';
  if (/\.xlsx$/i.test(file)) throw new OperatorError(`${file} is called .xlsx but is no Excel file.`);
  return 'csv';
}

function firstBytes(file: string): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}

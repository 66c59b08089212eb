import iconv from 'iconv-lite';
import type { CodePage } from './profile.ts';

/** Byte by character of the upper half of a page; ASCII is the same in all of them. */
export type PageTable = ReadonlyMap<string, number>;

const tables = new Map<string, PageTable>();

export function pageTable({ encoding }: CodePage): PageTable {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, number>();
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    const char = iconv.decode(Buffer.from([byte]), encoding);
    if (char.length === 1 && PRINTABLE.test(char)) table.set(char, byte);
  }
  tables.set(encoding, table);
  return table;
}

/** Not U+FFFD (an empty place), not the C1 controls that stand in the ISO pages. */
const PRINTABLE = /^[^\ufffd\u0000-\u001f\u007f-\u009f]$/;

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
    if (char.length === 1 && char !== EMPTY_PLACE && !/^\p{C}$/u.test(char)) table.set(char, byte);
  }
  tables.set(encoding, table);
  return table;
}

/** Places without a character; the ISO pages have C1 controls in some, which print nothing either. */
const EMPTY_PLACE = '\ufffd';

/** Texts that a workbook keeps once for all its cells: as bytes in pages, a fraction of what they weigh as strings. */
import { OperatorError } from '../../operator-error.ts';
import { MAX_SHARED_STRING_BYTES } from '../limits.ts';
import type { ByteMeter } from '../source/byte-meter.ts';
import { walkXml, type XmlElement } from '../xml/walk-xml.ts';
import type { ZipParts } from './open-zip.ts';

export type SharedStrings = (index: number) => string | undefined;

const PART = 'xl/sharedStrings.xml';
const PAGE_BYTES = 4 * 1024 * 1024;

export async function readSharedStrings(
  zip: ZipParts,
  file: string,
  meter: ByteMeter,
): Promise<SharedStrings> {
  const store = newStringStore(file);
  if (!zip.has(PART)) return store.read;
  let text = '';
  let phonetic = 0;
  const visitor = {
    begin: ({ name }: XmlElement) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic += 1;
    },
    end: ({ name }: XmlElement, own: string) => {
      if (name === 't' && phonetic === 0) text += own;
      if (name === 'rPh') phonetic -= 1;
      if (name === 'si') store.add(text);
    },
  };
  for await (const _none of walkXml(zip.readLarge(PART, meter), { file: `${file} (${PART})`, visitor }));
  return store.read;
}

function newStringStore(file: string): {
  readonly add: (text: string) => void;
  readonly read: SharedStrings;
} {
  const pages: Buffer[] = [];
  /** Page, start and end of each text. */
  let places = new Int32Array(3 * 1024);
  let [count, used, total] = [0, PAGE_BYTES, 0];
  const add = (text: string): void => {
    const bytes = Buffer.from(text, 'utf8');
    total += bytes.length;
    if (total > MAX_SHARED_STRING_BYTES)
      throw new OperatorError(`${file} holds more text than is read from an Excel file. Save it as CSV.`);
    if (used + bytes.length > PAGE_BYTES) {
      pages.push(Buffer.alloc(Math.max(PAGE_BYTES, bytes.length)));
      used = 0;
    }
    if (3 * (count + 1) > places.length) {
      const larger = new Int32Array(places.length * 2);
      larger.set(places);
      places = larger;
    }
    pages.at(-1)?.set(bytes, used);
    places.set([pages.length - 1, used, used + bytes.length], 3 * count);
    used += bytes.length;
    count += 1;
  };
  const read: SharedStrings = (index) => {
    if (!(index >= 0 && index < count)) return undefined;
    const [page = 0, start = 0, end = 0] = places.subarray(3 * index, 3 * index + 3);
    return pages[page]?.toString('utf8', start, end);
  };
  return { add, read };
}

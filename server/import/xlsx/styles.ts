/** What a number's format changes about its text: leading zeros are part of a code, and a date is no number at all. */
import type { ZipParts } from './open-zip.ts';
import { elements } from './workbook.ts';

export type NumberStyle = 'date' | { readonly zeros: number };

const STYLES = 'xl/styles.xml';
/** Formats 14–22 and 45–47 are dates and times (ECMA-376 part 1, 18.8.30). */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 45 && id <= 47);

/** By the number that a cell names as its style. */
export async function readStyles(zip: ZipParts, file: string): Promise<ReadonlyMap<number, NumberStyle>> {
  if (!zip.has(STYLES)) return new Map();
  const all = await elements(zip, file, STYLES);
  const formats = new Map(
    all
      .filter(({ name }) => name === 'numFmt')
      .map(({ attributes }) => [Number(attributes['numFmtId']), attributes['formatCode'] ?? '']),
  );
  const start = all.findIndex(({ name }) => name === 'cellXfs');
  const styles = new Map<number, NumberStyle>();
  let index = 0;
  for (const { name, attributes } of all.slice(start + 1)) {
    if (name === 'cellStyles' || name === 'dxfs') break;
    if (name !== 'xf') continue;
    const id = Number(attributes['numFmtId'] ?? 0);
    const style = isBuiltInDate(id) ? 'date' : styleOf(formats.get(id) ?? '');
    if (style) styles.set(index, style);
    index += 1;
  }
  return start < 0 ? new Map() : styles;
}

function styleOf(format: string): NumberStyle | null {
  if (/^0{2,}$/.test(format)) return { zeros: format.length };
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(bare) && !/[0#]/.test(bare) ? 'date' : null;
}

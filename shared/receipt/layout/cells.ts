/** Width of text in printer cells, grapheme by grapheme: wide characters take two, combining marks none. */

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

export const graphemes = (text: string): readonly string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

export function cellsOf(text: string): number {
  let cells = 0;
  for (const { segment } of segmenter.segment(text)) cells += graphemeCells(segment);
  return cells;
}

export function graphemeCells(grapheme: string): 0 | 1 | 2 {
  if (COMBINING_ONLY.test(grapheme)) return 0;
  return isWide(grapheme.codePointAt(0) ?? 0) ? 2 : 1;
}

/** As much of the text's beginning as fits. */
export function cutToCells(text: string, budget: number): string {
  let cells = 0;
  let kept = '';
  for (const grapheme of graphemes(text)) {
    cells += graphemeCells(grapheme);
    if (cells > budget) break;
    kept += grapheme;
  }
  return kept;
}

const COMBINING_ONLY = /^[\p{Mn}\p{Me}\p{Cf}]*$/u;

/** East Asian wide and full-width blocks (Unicode UAX #11), and pictures. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

const isWide = (code: number): boolean =>
  code >= 0x1100 && WIDE.some(([from, to]) => from <= code && code <= to);

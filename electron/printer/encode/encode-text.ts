/**
 * Text as bytes of a printer's code pages. Nothing that comes out can act on the printer: bytes below 0x20 are only
 * ever the `ESC t n` that this module itself writes.
 */
import { graphemeCells, graphemes } from '../../../shared/receipt/layout/cells.ts';
import { pageTable } from './page-table.ts';
import type { CodePage, PrinterProfile } from './profile.ts';
import { MISSING, nearestLetter, sameLetter, typographyFor } from './replacements.ts';

export type EncodedText = {
  readonly bytes: Uint8Array;
  /** The page that is selected after the last byte. */
  readonly page: CodePage;
  /** Characters that paper shows differently, each once, with what stands for them. */
  readonly replaced: ReadonlyMap<string, string>;
};

export function encodeText(text: string, pages: PrinterProfile['pages'], selected: CodePage): EncodedText {
  const bytes: number[] = [];
  const replaced = new Map<string, string>();
  let page = selected;
  const put = ({ byte, from }: Place) => {
    if (from !== page) bytes.push(...selectPage(from));
    page = from;
    bytes.push(byte);
  };
  for (const grapheme of graphemes(text.normalize('NFC'))) {
    const said = sayIn(grapheme, pages, page);
    for (const place of said.places) put(place);
    if (said.shown !== grapheme) replaced.set(grapheme, said.shown);
  }
  return { bytes: Uint8Array.from(bytes), page, replaced };
}

export const selectPage = ({ number }: CodePage): readonly number[] => [0x1b, 0x74, number];

type Place = { readonly byte: number; readonly from: CodePage };
type Said = { readonly places: readonly Place[]; readonly shown: string };

/** Always as many bytes as the grapheme has cells. */
function sayIn(grapheme: string, pages: PrinterProfile['pages'], page: CodePage): Said {
  const cells = graphemeCells(grapheme);
  const [first = ''] = grapheme;
  if (cells !== 1) return repeat(MISSING, cells, page);
  for (const candidate of candidates(first, page)) {
    const place = placeOf(candidate, pages, page);
    if (place) return { places: [place], shown: candidate === sameLetter(first) ? first : candidate };
  }
  return repeat(MISSING, 1, page);
}

/** What may be printed for a character, best first. */
function* candidates(char: string, page: CodePage): Generator<string> {
  const letter = sameLetter(char);
  const simple = typographyFor(letter);
  if (simple !== undefined && byteIn(page, letter) === undefined) yield simple;
  yield letter;
  const nearest = nearestLetter(letter);
  if (nearest !== undefined) yield nearest;
}

function placeOf(char: string, pages: PrinterProfile['pages'], page: CodePage): Place | undefined {
  for (const from of [page, ...pages]) {
    const byte = byteIn(from, char);
    if (byte !== undefined) return { byte, from };
  }
  return undefined;
}

/** The only way from a character to a byte: none below 0x20 and not 0x7f. */
function byteIn(page: CodePage, char: string): number | undefined {
  const code = char.charCodeAt(0);
  if (char.length === 1 && code >= 0x20 && code < 0x7f) return code;
  return pageTable(page).get(char);
}

const repeat = (char: string, times: number, from: CodePage): Said => ({
  places: Array.from({ length: times }, () => ({ byte: char.charCodeAt(0), from })),
  shown: char.repeat(times),
});

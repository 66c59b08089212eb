/**
 * What stands in for characters that paper cannot show. Each replacement takes as many cells as the character, because
 * the layout is already made.
 */

/** Never worth a change of page: used as soon as the page at hand lacks the character. */
const TYPOGRAPHY: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '„': '"',
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‹': "'",
  '›': "'",
  '′': "'",
  '•': '*',
  '∙': '*',
  '·': '.',
  '×': 'x',
  '÷': '/',
  '─': '-',
  '═': '=',
};

/** Comma below exists in no receipt page; readers of Romanian take the cedilla for the same letter. */
const SAME_LETTER: Readonly<Record<string, string>> = { ș: 'ş', Ș: 'Ş', ț: 'ţ', Ț: 'Ţ' };

/** Tried last, when no page of the profile has the character. */
const NEAREST: Readonly<Record<string, string>> = {
  ş: 's',
  Ş: 'S',
  ţ: 't',
  Ţ: 'T',
  і: 'i',
  І: 'I',
  ґ: 'г',
  Ґ: 'Г',
};

export const typographyFor = (char: string): string | undefined => TYPOGRAPHY[char];
export const sameLetter = (char: string): string => SAME_LETTER[char] ?? char;

/** A letter without its marks where it has any ("ã" → "a"). */
export function nearestLetter(char: string): string | undefined {
  const named = NEAREST[char];
  if (named !== undefined) return named;
  const bare = char.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== char && bare.length === 1 ? bare : undefined;
}

/** For what cannot be said at all. */
export const MISSING = '?';

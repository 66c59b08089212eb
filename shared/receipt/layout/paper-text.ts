/**
 * Text made fit for paper before it is measured, so that screen and paper break lines alike. Nothing in a name may
 * act on the printer: controls, direction marks and pictures are taken out here, and again where bytes are made.
 */
import { MAX_NAME_CHARS } from '../../kernel/limits.ts';

export function paperText(text: string): string {
  const limited = text.length > MAX_PAPER_CHARS ? text.slice(0, MAX_PAPER_CHARS) : text;
  return limited
    .normalize('NFC')
    .replace(FIXED_SPACES, FIXED_SPACE)
    .replace(SPACES, ' ')
    .replace(SPELLED, (sign) => SPELLED_OUT[sign] ?? '')
    .replace(INVISIBLE, '')
    .replace(PICTURES, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** A text on paper may hold a name and what we say about it. */
export const MAX_PAPER_CHARS = 2 * MAX_NAME_CHARS;

/** Signs that no receipt page has and that take more cells when spelt out. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  '…': '...',
  '€': 'EUR',
  '₽': 'руб.',
  '™': 'TM',
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  ﬁ: 'fi',
  ﬂ: 'fl',
};
const SPELLED = /[…€₽™½¼¾ﬁﬂ]/gu;

/** Holds a figure and its unit together until lines are broken; printed as a blank. */
export const FIXED_SPACE = '\u00a0';
const FIXED_SPACES = /[\u00a0\u2007\u202f]/gu;

/** Every other kind of blank, also tabs and line ends: a name stays one line of text. */
const SPACES = /[\t\n\v\f\r\u0085\u2028\u2029]+|(?!\u00a0)\p{Zs}+/gu;
const INVISIBLE = /\p{C}|\p{Variation_Selector}/gu;
const PICTURES = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20e3/gu;

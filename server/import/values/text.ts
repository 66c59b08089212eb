import { MAX_NAME_CHARS } from '../../../shared/kernel/limits.ts';
import { refused, taken, type Verdict } from './verdict.ts';

/** A name as it is kept: one form for each letter, single blanks, no line breaks. */
export const tidyText = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

export function readName(text: string): Verdict<string> {
  const name = tidyText(unquoteFormula(text));
  if (name.startsWith('=')) return refused('is a formula, not a text');
  return name.length > MAX_NAME_CHARS ? refused(`is longer than ${MAX_NAME_CHARS} characters`) : taken(name);
}

/** Some programs write ="0123" so that a spreadsheet keeps the zeros. */
export const unquoteFormula = (text: string): string => /^="([^"]*)"$/.exec(text.trim())?.[1] ?? text;

/** Codes of goods and numbers of cards, as the till's scanner will read them: nothing is added, no zero is dropped. */
import { readScan } from '../../../shared/scan/read-scan.ts';
import { tidyText, unquoteFormula } from './text.ts';
import { refused, taken, type Verdict } from './verdict.ts';

export const MAX_CODE_CHARS = 40;

export function readCode(text: string): Verdict<string> {
  const code = tidyText(unquoteFormula(text)).replace(/^'(?=\d)/, '');
  if (code === '') return refused('is empty');
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(code))
    return refused('was cut by a spreadsheet: give the column the format "text" (or "0") and save again');
  if (code.startsWith('=')) return refused('is a formula, not a code');
  if (/^\d+[.,]0+$/.test(code)) return taken(code.replace(/[.,]0+$/, ''));
  if (/^\d{4,14}(\s*[,;/|\s]\s*\d{4,14})+$/.test(code))
    return refused('holds several codes; give each a row of its own');
  return code.length > MAX_CODE_CHARS ? refused(`is longer than ${MAX_CODE_CHARS} characters`) : taken(code);
}

/** Letters of a card number are capitals, as the scanner's are. */
export function readCard(text: string): Verdict<string> {
  const code = readCode(text);
  return code.ok ? taken(code.value.replace(/^p(?=\d{12}$)/, 'P')) : code;
}

/** Whether a scanned or typed code finds these goods; others are kept, but no till reads their code. */
export function isScannedAs(kind: 'product' | 'memberCard', code: string): boolean {
  const scan = readScan(code);
  return scan.ok && scan.value.kind === kind;
}

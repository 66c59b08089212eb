/**
 * Phones as the till compares them: international digits. A number that lost its first zero in a spreadsheet gets its
 * country back, or no cashier would ever find it.
 */
import { internationalDigits } from '../../../shared/scan/phone.ts';
import { unquoteFormula } from './text.ts';
import { refused, taken, type Verdict } from './verdict.ts';

/** E.164: at most 15 digits; the till takes no fewer than 8. */
const [LEAST_DIGITS, MOST_DIGITS] = [8, 15];
/** Digits of a whole national number without its leading zero, shortest and longest in the countries around. */
const [LEAST_NATIONAL, MOST_NATIONAL] = [7, 10];

/** '' for an empty cell: a member need not have a phone. */
export function readPhone(text: string, countryCode: string): Verdict<string> {
  const written = unquoteFormula(text).trim();
  if (written === '') return taken('');
  if (/\d[.,]?\d*e\+?\d+$/i.test(written))
    return refused('was cut by a spreadsheet: give the column the format "text"');
  if (!/^[+\d(][\d\s().\-–/\u00a0\u202f]*$/u.test(written)) return refused('is no phone number');
  const digits = international(written, countryCode);
  return digits.length >= LEAST_DIGITS && digits.length <= MOST_DIGITS
    ? taken(digits)
    : refused(`has ${digits.length} digits with its country; a phone has ${LEAST_DIGITS} to ${MOST_DIGITS}`);
}

function international(written: string, countryCode: string): string {
  const digits = written.replace(/\D/g, '');
  if (written.startsWith('+')) return digits;
  // Russia and Kazakhstan dial 8 where others dial 0.
  if (countryCode === '7' && /^8\d{10}$/.test(digits)) return `7${digits.slice(1)}`;
  const whole = digits.startsWith(countryCode) && digits.length >= countryCode.length + LEAST_NATIONAL;
  const bare = !digits.startsWith('0') && digits.length >= LEAST_NATIONAL && digits.length <= MOST_NATIONAL;
  return bare && !whole ? `${countryCode}${digits}` : internationalDigits(digits, countryCode);
}

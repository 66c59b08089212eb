/**
 * An amount as people and spreadsheets write it, in smallest units. Never guessed: one separator before exactly three
 * digits may be a decimal point or thousands, so it is refused; nothing is rounded.
 */
import { refused, taken, type Verdict } from './verdict.ts';

export type AmountLimits = { readonly decimals: number; readonly max: number };

const CURRENCY = /(lei|leu|mdl|ron|rub|rur|eur|usd|uah|руб\.?|лей|грн\.?|₽|€|\$|₴)/giu;
/** Blanks, among them those that do not break, and apostrophes: they group thousands and mean nothing. */
const GROUPING = /[\s\u00a0\u2007\u2009\u202f'’]/g;

export function readAmount(text: string, limits: AmountLimits): Verdict<number> {
  const bare = text.replace(CURRENCY, '').replace(GROUPING, '');
  if (bare === '') return refused('is empty');
  if (/^[-−(]/.test(bare)) return refused('is negative');
  if (/^\d+([.,]\d+)?e[+-]?\d+$/i.test(bare))
    return refused('was cut by a spreadsheet; give the column a number format');
  const parts = split(bare);
  if (parts === null) return refused('is no number');
  if (parts === 'ambiguous') return refused(ambiguous(bare, limits));
  return toUnits(parts, limits);
}

function ambiguous(bare: string, { decimals }: AmountLimits): string {
  const whole = bare.replace(/[.,]/, '');
  const thousands = decimals === 0 ? whole : `${whole}.${'0'.repeat(decimals)}`;
  return `${finer(decimals)}; if thousands are meant, write ${thousands}`;
}

type Parts = { readonly whole: string; readonly fraction: string };

function split(text: string): Parts | 'ambiguous' | null {
  if (/^\d+$/.test(text)) return { whole: text, fraction: '' };
  if (/^\d{1,3}[.,]\d{3}$/.test(text) && !text.startsWith('0')) return 'ambiguous';
  const [, whole, fraction] = /^(\d*)[.,](\d+)$/.exec(text) ?? [];
  if (fraction !== undefined) return { whole: whole || '0', fraction };
  return splitThousands(text);
}

/** Two kinds of separators: the last is the decimal one; one kind several times: all group thousands. */
function splitThousands(text: string): Parts | null {
  const [, grouped = '', fraction = ''] =
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text) ?? /^(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/.exec(text) ?? [];
  return grouped === '' ? null : { whole: grouped.replace(/[.,]/g, ''), fraction };
}

function toUnits({ whole, fraction }: Parts, { decimals, max }: AmountLimits): Verdict<number> {
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > decimals) return refused(finer(decimals));
  const units = Number(`${whole}${significant.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(units) && units <= max
    ? taken(units)
    : refused(`is more than ${showAmount(max, decimals)}`);
}

const finer = (decimals: number): string =>
  decimals === 0 ? 'must be a whole number' : `is finer than ${showAmount(1, decimals)}`;

/** 1250 with two decimals is "12.50". */
export function showAmount(units: number, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

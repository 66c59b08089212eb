/** Figures of the case files: money as decimal text, points with at most two decimals. */
import { type Minor, minor } from '../../../shared/kernel/units.ts';
import { Untranslatable } from '../untranslatable.ts';

const MONEY = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/** "13.12" → 1312. */
export function money(text: string): Minor {
  const match = MONEY.exec(text);
  if (!match) throw new Untranslatable(`no sum of money: ${text}`);
  const [, sign = '', whole = '', cents = ''] = match;
  return minor((sign === '-' ? -1 : 1) * (Number(whole) * 100 + Number(cents.padEnd(2, '0'))));
}

export const moneyOrNumber = (value: string | number): Minor =>
  typeof value === 'string' ? money(value) : minor(hundredths(value));

/** 26.5 → 2650: points of the cases are kept to hundredths. */
export function hundredths(value: number): number {
  const scaled = Math.round(value * 100);
  if (Math.abs(scaled - value * 100) > 1e-6) throw new Untranslatable(`more than two decimals: ${value}`);
  return scaled;
}

/** A rate as whole numbers: `amount` hundredths of a point for every `per` hundredths of a unit. */
export function wholeRate(pointsPer: number, per: number): { amount: number; per: number } {
  for (let scale = 1; scale <= 1_000_000; scale *= 10) {
    const amount = pointsPer * 100 * scale;
    if (Math.abs(amount - Math.round(amount)) < 1e-6) return { amount: Math.round(amount), per: per * scale };
  }
  throw new Untranslatable(`no whole rate: ${pointsPer}`);
}

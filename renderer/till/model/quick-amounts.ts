import type { Currency } from '../../../shared/kernel/currency.ts';
import { type Minor, minor } from '../../../shared/kernel/units.ts';

/** Notes that people pay with, in whole units of the currency. */
const NOTES: Readonly<Record<string, readonly number[]>> = {
  MDL: [10, 20, 50, 100, 200, 500, 1000],
  RON: [5, 10, 50, 100, 200, 500],
  RUB: [50, 100, 200, 500, 1000, 2000, 5000],
  EUR: [5, 10, 20, 50, 100, 200],
};
const OTHER_NOTES: readonly number[] = [5, 10, 20, 50, 100, 200, 500];
export const QUICK_AMOUNTS = 4;

/** What a customer is likely to hand over: the next sums above the total that a few equal notes make. */
export function quickAmounts(totalMinor: Minor, { code, exponent }: Currency): readonly Minor[] {
  const scale = 10 ** exponent;
  const sums = (NOTES[code] ?? OTHER_NOTES).map((note) => {
    const noteMinor = note * scale;
    return Math.ceil(totalMinor / noteMinor) * noteMinor;
  });
  const useful = [...new Set(sums)].filter((sum) => sum > totalMinor).sort((a, b) => a - b);
  return useful.slice(0, QUICK_AMOUNTS).map(minor);
}

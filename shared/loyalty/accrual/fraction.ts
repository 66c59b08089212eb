/** Exact amounts in the making; they leave this folder only through floors (ACC-6). Never reduced: floors need no gcd. */
import { floorDivBig } from '../../kernel/rounding.ts';
import type { Rate } from '../programme/give.ts';

export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export const whole = (amount: number): Fraction => ({ numerator: BigInt(amount), denominator: 1n });

/** What a rate gives on a sum. */
export const byRate = (rate: Rate, sumMinor: number): Fraction => ({
  numerator: BigInt(rate.amount) * BigInt(sumMinor),
  denominator: BigInt(rate.perMinor),
});

/** What one rate gives more than another; negative when it gives less. */
export const rateDifference = (rate: Rate, than: Rate, sumMinor: number): Fraction => ({
  numerator:
    (BigInt(rate.amount) * BigInt(than.perMinor) - BigInt(than.amount) * BigInt(rate.perMinor)) *
    BigInt(sumMinor),
  denominator: BigInt(rate.perMinor) * BigInt(than.perMinor),
});

export const scaled = (value: Fraction, by: number, per: number): Fraction => ({
  numerator: value.numerator * BigInt(by),
  denominator: value.denominator * BigInt(per),
});

export function total(values: readonly Fraction[]): Fraction {
  const denominator = commonDenominator(values);
  let numerator = 0n;
  for (const value of values) numerator += over(value, denominator);
  return { numerator, denominator };
}

export const floor = ({ numerator, denominator }: Fraction): number =>
  Number(floorDivBig(numerator, denominator));

export function commonDenominator(values: readonly Fraction[]): bigint {
  let common = 1n;
  for (const { denominator } of values)
    if (common % denominator !== 0n) common *= denominator / greatestCommonDivisor(common, denominator);
  return common;
}

/** The numerator over a multiple of its denominator. */
export const over = ({ numerator, denominator }: Fraction, common: bigint): bigint =>
  denominator === common ? numerator : numerator * (common / denominator);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** Exact fractions for points in the making; they leave this folder only through `floorFraction`. */
import { assert } from '../../kernel/assert.ts';
import { floorDivBig } from '../../kernel/rounding.ts';

export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

export function fraction(numerator: bigint, denominator: bigint): Fraction {
  assert(denominator > 0n, 'a denominator is positive');
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export const addFractions = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const scaleFraction = (value: Fraction, by: number, per: number): Fraction =>
  fraction(value.numerator * BigInt(by), value.denominator * BigInt(per));

export const floorFraction = (value: Fraction): number =>
  Number(floorDivBig(value.numerator, value.denominator));

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}

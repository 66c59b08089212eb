/**
 * The only places where a fraction becomes an integer. Products that may pass 2^53 are formed in BigInt, so none loses
 * a unit; smaller ones, nearly all, in plain numbers, where remainders are exact.
 */
import { assert } from './assert.ts';

/** a × b ÷ divisor, rounded towards minus infinity. */
export function mulDivFloor(a: number, b: number, divisor: number): number {
  assert(divisor > 0, 'divisor must be positive');
  if (isPlain(a, b, divisor)) return floorDiv(a * b, divisor);
  return toSafe(floorDivBig(BigInt(a) * BigInt(b), BigInt(divisor)));
}

/** a × b ÷ divisor, rounded to the nearest integer, halves away from zero. */
export function mulDivHalfUp(a: number, b: number, divisor: number): number {
  assert(divisor > 0, 'divisor must be positive');
  if (isPlain(a, b, divisor)) {
    const half = floorDiv(2 * Math.abs(a * b) + divisor, 2 * divisor);
    return a * b < 0 ? 0 - half : half;
  }
  const product = BigInt(a) * BigInt(b);
  const sign = product < 0n ? -1n : 1n;
  const by = BigInt(divisor);
  return toSafe(sign * floorDivBig(2n * sign * product + by, 2n * by));
}

/** Whole numbers of which twice the product still is one; anything else goes the long way, which refuses fractions. */
const isPlain = (a: number, b: number, divisor: number): boolean =>
  Number.isSafeInteger(2 * Math.abs(a * b) + divisor) &&
  Number.isInteger(a) &&
  Number.isInteger(b) &&
  Number.isInteger(divisor);

/** Of a safe integer by a positive one: the remainder is exact, and so is what it leaves to divide. */
function floorDiv(dividend: number, divisor: number): number {
  const remainder = dividend % divisor;
  const quotient = (dividend - remainder) / divisor;
  return remainder < 0 ? quotient - 1 : quotient + 0;
}

/** Quotient of two BigInts, rounded towards minus infinity. */
export function floorDivBig(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

/**
 * Splits a non-negative total over weights so that the shares sum to it exactly: each share is floored, and the
 * units left go to the largest remainders, earlier weights first among equals.
 */
export function largestRemainder(total: number, weights: readonly number[]): readonly number[] {
  const weightSum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (weightSum === 0n) {
    assert(total === 0, 'a total cannot be split over weights that sum to zero');
    return weights.map(() => 0);
  }
  const products = weights.map((weight) => BigInt(total) * BigInt(weight));
  const shares = products.map((product) => toSafe(product / weightSum));
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = products
    .map((product, index) => ({ index, remainder: product % weightSum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

function toSafe(value: bigint): number {
  const number = Number(value);
  assert(Number.isSafeInteger(number), 'result past the safe integers');
  return number;
}

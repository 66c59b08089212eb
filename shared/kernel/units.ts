/**
 * Integers with a unit. A brand keeps money from being passed where points are wanted; the constructors are the
 * only way in, and they refuse fractions and numbers past 2^53 − 1 (protocol.md section 1).
 */
import { assert } from './assert.ts';

declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Money in the currency's smallest unit (bani, kopecks). */
export type Minor = Unit<'Minor'>;
/** Points in the programme's smallest fraction: 1/scale of a point. */
export type Points = Unit<'Points'>;
/** Basis points: 10,000 = 100%. */
export type Bps = Unit<'Bps'>;
/** Thousandths of a piece or of a kilogram. */
export type Milli = Unit<'Milli'>;
/** Milliseconds since 1970-01-01 UTC. */
export type EpochMs = Unit<'EpochMs'>;

function integer(value: number, name: string): number {
  assert(Number.isSafeInteger(value), `${name} must be a safe integer, got ${value}`);
  return value;
}

export const minor = (value: number): Minor => integer(value, 'Minor') as Minor;
export const points = (value: number): Points => integer(value, 'Points') as Points;
export const bps = (value: number): Bps => integer(value, 'Bps') as Bps;
export const milli = (value: number): Milli => integer(value, 'Milli') as Milli;
export const epochMs = (value: number): EpochMs => integer(value, 'EpochMs') as EpochMs;

export const ONE_UNIT_MILLI = milli(1000);

export const sumMinor = (values: Iterable<Minor>): Minor => minor(sum(values));

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

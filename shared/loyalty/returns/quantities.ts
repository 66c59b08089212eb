import type { ReturnedLine } from './return.ts';

/** By line number, how many thousandths have come back. */
export type Quantities = ReadonlyMap<number, number>;

export const NOTHING_BACK: Quantities = new Map();

/** A line that is named twice comes back twice. */
export const quantities = (lines: readonly ReturnedLine[]): Quantities =>
  lines.reduce<Quantities>(
    (sums, { n, quantityMilli }) => added(sums, new Map([[n, quantityMilli]])),
    NOTHING_BACK,
  );

export function added(a: Quantities, b: Quantities): Quantities {
  const sums = new Map(a);
  for (const [n, quantityMilli] of b) sums.set(n, (sums.get(n) ?? 0) + quantityMilli);
  return sums;
}

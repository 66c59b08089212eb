/**
 * RGT-3: what is left of a lease, slice by slice. A slice that is over by chain time is not spent any more; the next spend
 * drops it, so that till and HQ take from the same slices.
 */
import type { EpochMs } from '../kernel/units.ts';
import type { LeasedLot } from './lease.ts';

/** Which lot it is of matters to HQ alone. */
export type LeasedSlice = Pick<LeasedLot, 'amount' | 'endsAtMs'>;

/** As a till keeps them: what ends together is one. */
export function slicesOf(lots: readonly LeasedLot[]): readonly LeasedSlice[] {
  const slices: LeasedSlice[] = [];
  for (const { amount, endsAtMs } of lots) {
    const last = slices.at(-1);
    if (last?.endsAtMs === endsAtMs) slices[slices.length - 1] = { amount: last.amount + amount, endsAtMs };
    else slices.push({ amount, endsAtMs });
  }
  return slices;
}

export const liveSlices = (lots: readonly LeasedSlice[], atMs: EpochMs): readonly LeasedSlice[] =>
  lots.filter(({ endsAtMs }) => endsAtMs === null || atMs < endsAtMs);

export const liveAmount = (lots: readonly LeasedSlice[], atMs: EpochMs): number =>
  liveSlices(lots, atMs).reduce((sum, { amount }) => sum + amount, 0);

/** What stays of live slices when so much is taken from the first on. */
export function withoutFirst(lots: readonly LeasedSlice[], amount: number): readonly LeasedSlice[] {
  let left = amount;
  return lots.flatMap((slice) => {
    const taken = Math.min(left, slice.amount);
    left -= taken;
    return taken === slice.amount ? [] : [{ ...slice, amount: slice.amount - taken }];
  });
}

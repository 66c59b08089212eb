/**
 * RGT-3: what is left of a lease, slice by slice. A slice that is over by chain time is not spent any more; the next spend
 * drops it, so that till and HQ take from the same slices.
 */
import type { EpochMs } from '../kernel/units.ts';
import type { LeasedLot } from './lease.ts';

export const liveSlices = (lots: readonly LeasedLot[], atMs: EpochMs): readonly LeasedLot[] =>
  lots.filter(({ endsAtMs }) => endsAtMs === null || atMs < endsAtMs);

export const liveAmount = (lots: readonly LeasedLot[], atMs: EpochMs): number =>
  liveSlices(lots, atMs).reduce((sum, { amount }) => sum + amount, 0);

/** What stays of live slices when so much is taken from the first on. */
export function withoutFirst(lots: readonly LeasedLot[], amount: number): readonly LeasedLot[] {
  let left = amount;
  return lots.flatMap((slice) => {
    const taken = Math.min(left, slice.amount);
    left -= taken;
    return taken === slice.amount ? [] : [{ ...slice, amount: slice.amount - taken }];
  });
}

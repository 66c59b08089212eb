import type { Lot, LotSlice } from './movement.ts';

/** LOT-3: what ends first goes first, what never ends last; then by accrual time, then by id. */
export function bySpendingOrder(a: Lot, b: Lot): number {
  if (a.lastDay !== b.lastDay) {
    if (a.lastDay === null) return 1;
    if (b.lastDay === null) return -1;
    return a.lastDay < b.lastDay ? -1 : 1;
  }
  if (a.earnedAtMs !== b.earnedAtMs) return a.earnedAtMs - b.earnedAtMs;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The EARN that a lot comes from: its own effect, or for a lot that a refund opened the effect of the lot before. */
export function sourceOf(lotId: string): string {
  const slash = lotId.indexOf('/');
  return slash < 0 ? lotId : lotId.slice(0, slash);
}

/** Takes an amount from slices in their order, as far as they go. */
export function takeFrom(slices: readonly LotSlice[], amount: number): readonly LotSlice[] {
  const taken: LotSlice[] = [];
  let left = amount;
  for (const { lot, remaining } of slices) {
    if (left === 0) break;
    const take = Math.min(left, remaining);
    taken.push({ lot, remaining: take });
    left -= take;
  }
  return taken;
}

export function sumOf(slices: readonly LotSlice[]): number {
  let sum = 0;
  for (const { remaining } of slices) sum += remaining;
  return sum;
}

/** Slices of one account in spending order, changed in place: a lookup costs the logarithm of their number. */
import type { Lot, LotSlice } from './movement.ts';
import { bySpendingOrder } from './spending-order.ts';

/** Where the lot is, or would have to be. */
export function placeOf(slices: readonly LotSlice[], lot: Lot): number {
  let [from, to] = [0, slices.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const slice = slices[middle];
    if (slice && bySpendingOrder(slice.lot, lot) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Returns what the account holds of the lot afterwards. */
export function changeSlice(slices: LotSlice[], lot: Lot, difference: number): number {
  const place = placeOf(slices, lot);
  const found = slices[place];
  const isThere = found?.lot.id === lot.id;
  const remaining = (isThere ? found.remaining : 0) + difference;
  if (remaining === 0) slices.splice(place, isThere ? 1 : 0);
  else slices.splice(place, isThere ? 1 : 0, { lot, remaining });
  return remaining;
}

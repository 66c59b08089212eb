/**
 * Spreads a sum over goods in proportion, none taking more than its room: what a full one cannot take goes to the
 * others in proportion (DSC-3). Goods stand in canonical order, so equal remainders fall the same way every time.
 */
import { assert } from '../../kernel/assert.ts';
import { largestRemainder } from '../../kernel/rounding.ts';

/** `rooms` are at most their `weights`; the total is at most the sum of the rooms, and so are the shares. */
export function spread(
  totalMinor: number,
  weights: readonly number[],
  rooms: readonly number[],
): readonly number[] {
  if (hasNoFloor(weights, rooms)) return splitInProportion(totalMinor, weights);
  const shares = weights.map(() => 0);
  let open = weights.flatMap((weight, index) => (weight > 0 ? [index] : []));
  let left = totalMinor;
  for (;;) {
    const weightSum = open.reduce((sum, index) => sum + (weights[index] ?? 0), 0);
    const full = new Set(
      open.filter((index) => passes(left, weights[index] ?? 0, rooms[index] ?? 0, weightSum)),
    );
    if (full.size === 0) break;
    for (const index of full) {
      const room = rooms[index] ?? 0;
      shares[index] = room;
      left -= room;
    }
    open = open.filter((index) => !full.has(index));
  }
  assert(left === 0 || open.length > 0, 'a discount is never larger than the room for it');
  const rest = splitInProportion(
    left,
    open.map((index) => weights[index] ?? 0),
  );
  for (const [at, index] of open.entries()) shares[index] = rest[at] ?? 0;
  return shares;
}

/** Then no share can pass its room. */
function hasNoFloor(weights: readonly number[], rooms: readonly number[]): boolean {
  for (const [index, weight] of weights.entries()) if (rooms[index] !== weight) return false;
  return true;
}

/** Whether `total × weight ÷ weightSum` is more than the room, compared without a fraction. */
function passes(total: number, weight: number, room: number, weightSum: number): boolean {
  const [share, limit] = [total * weight, room * weightSum];
  if (share <= Number.MAX_SAFE_INTEGER && limit <= Number.MAX_SAFE_INTEGER) return share > limit;
  return BigInt(total) * BigInt(weight) > BigInt(room) * BigInt(weightSum);
}

/** Largest remainder in plain integers wherever the products are safe. */
function splitInProportion(total: number, weights: readonly number[]): readonly number[] {
  if (total === 0) return weights.map(() => 0);
  if (weights.length === 1) return [total];
  let weightSum = 0;
  for (const weight of weights) weightSum += weight;
  if (total * weightSum > Number.MAX_SAFE_INTEGER) return largestRemainder(total, weights);
  const shares: number[] = [];
  const remainders: number[] = [];
  let left = total;
  for (const weight of weights) {
    const remainder = (total * weight) % weightSum;
    const share = (total * weight - remainder) / weightSum;
    shares.push(share);
    remainders.push(remainder);
    left -= share;
  }
  if (left === 0) return shares;
  const byRemainder = remainders.map((_, index) => index);
  byRemainder.sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b);
  for (const index of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

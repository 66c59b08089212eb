/**
 * RED-4: a payment with points shared out over the lines it may pay for, in proportion to what they cost and never past
 * a line's room. Scanning order means nothing: among equal remainders the smaller product id comes first, then n.
 */
import { assert } from '../../kernel/assert.ts';
import { largestRemainder } from '../../kernel/rounding.ts';

export type PayableLine = {
  readonly index: number;
  readonly productId: string;
  readonly n: number;
  /** What it costs before this payment. */
  readonly costMinor: number;
  /** How much of that may be paid. */
  readonly roomMinor: number;
};

export const inCanonicalOrder = (lines: readonly PayableLine[]): readonly PayableLine[] =>
  [...lines].sort((a, b) => (a.productId === b.productId ? a.n - b.n : a.productId < b.productId ? -1 : 1));

/** Shares by the lines' `index`; `lines` stand in canonical order, and `sumMinor` fits into their rooms. */
export function spreadPayment(lines: readonly PayableLine[], sumMinor: number): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  let open = lines;
  let leftMinor = sumMinor;
  while (leftMinor > 0) {
    assert(open.length > 0, 'a payment fits into the room of its lines');
    const parts = largestRemainder(
      leftMinor,
      open.map((line) => line.costMinor),
    );
    const full = open.filter((line, at) => (parts[at] ?? 0) > line.roomMinor);
    if (full.length === 0) {
      open.forEach(({ index }, at) => {
        shares.set(index, parts[at] ?? 0);
      });
      return shares;
    }
    for (const { index, roomMinor } of full) {
      shares.set(index, roomMinor);
      leftMinor -= roomMinor;
    }
    open = open.filter((line) => !shares.has(line.index));
  }
  return shares;
}

import type { Lot } from './lot-state.ts';

export type Taken = {
  readonly lots: readonly Lot[];
  readonly slices: readonly { readonly lotId: string; readonly amount: number }[];
  /** What the lots did not hold. */
  readonly short: number;
};

/** Takes an amount from lots in a given order; the others stay as they are. */
export function takeFromLots(lots: readonly Lot[], order: readonly Lot[], amount: number): Taken {
  const takes = new Map<string, number>();
  let short = amount;
  for (const { id, remaining } of order) {
    if (short === 0) break;
    const take = Math.min(short, remaining);
    if (take > 0) takes.set(id, take);
    short -= take;
  }
  return {
    lots: lots.map((lot) => {
      const take = takes.get(lot.id);
      return take === undefined ? lot : { ...lot, remaining: lot.remaining - take };
    }),
    slices: [...takes].map(([lotId, take]) => ({ lotId, amount: take })),
    short,
  };
}

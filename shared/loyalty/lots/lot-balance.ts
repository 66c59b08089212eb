/** What lots say on a day: what can be spent, what cannot yet, and what ends when. */
import type { BusinessDate } from '../../kernel/business-date.ts';
import { MAX_EXPIRING } from '../../kernel/limits.ts';
import { isLive, isSpendable, type Lot, type LotState } from './lot-state.ts';

export type LotBalance = {
  /** Never below 0 (LOT-6). */
  readonly available: number;
  readonly pending: number;
  readonly owed: number;
};

/** LOT-2, LOT-4: a lot that has ended is not in the balance, whether or not the job of the day has written it off. */
export const balanceOn = ({ lots, owed }: LotState, date: BusinessDate): LotBalance => ({
  available: total(lots.filter((lot) => isSpendable(lot, date))),
  pending: total(lots.filter((lot) => lot.activeOn > date && isLive(lot, date))),
  owed,
});

export type Ending = { readonly amount: number; readonly lastDay: BusinessDate };

/** LOT-10: how much of what is here on day `from` will have ended when day `by` is over. */
export const endingBy = (state: LotState, { from, by }: { from: BusinessDate; by: BusinessDate }): number =>
  total(state.lots.filter((lot) => isLive(lot, from) && lot.lastDay !== null && lot.lastDay <= by));

/** What ends when, soonest first, at most `MAX_EXPIRING` days. */
export function endings({ lots }: LotState, from: BusinessDate): readonly Ending[] {
  const byDay = new Map<BusinessDate, number>();
  for (const lot of lots)
    if (lot.lastDay !== null && lot.remaining > 0 && isLive(lot, from))
      byDay.set(lot.lastDay, (byDay.get(lot.lastDay) ?? 0) + lot.remaining);
  return [...byDay]
    .map(([lastDay, amount]) => ({ amount, lastDay }))
    .sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1))
    .slice(0, MAX_EXPIRING);
}

const total = (lots: readonly Lot[]): number => lots.reduce((sum, lot) => sum + lot.remaining, 0);

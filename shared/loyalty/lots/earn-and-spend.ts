import type { EarnEvent, SpendEvent } from './lot-event.ts';
import { bySpendingOrder, isSpendable, type LotState, MAX_LOT_RECORDS } from './lot-state.ts';
import { done, type LotStep, refused } from './lot-step.ts';
import { takeFromLots } from './take-from-lots.ts';

/** LOT-6: what is owed is repaid first, even before the lot can be spent; the rest is a lot of its own. */
export function earn(state: LotState, event: EarnEvent): LotStep {
  const { id, date, atMs = 0, amount, terms } = event;
  if (state.earnings.some((earning) => earning.id === id)) return refused(state, 'repeated');
  if (state.earnings.length >= MAX_LOT_RECORDS) return refused(state, 'limit');
  const remaining = amount - Math.min(state.owed, amount);
  const lot = { ...terms, id, source: id, earnedOn: date, atMs, remaining, expired: 0 };
  return done(
    {
      ...state,
      lots: [...state.lots, lot],
      earnings: [...state.earnings, { id, amount, clawedBack: 0, clawbacks: [] }],
      owed: state.owed - (amount - remaining),
    },
    { applied: amount, moves: [{ lotId: id, amount: remaining }] },
  );
}

/** LOT-3, LOT-4: from lots that can be spent on that day, in spending order; all or nothing unless it is proved. */
export function spend(state: LotState, { id, date, amount, proved }: SpendEvent): LotStep {
  if (state.spendings.some((spending) => spending.id === id)) return refused(state, 'repeated');
  if (state.spendings.length >= MAX_LOT_RECORDS) return refused(state, 'limit');
  const order = state.lots.filter((lot) => isSpendable(lot, date)).sort(bySpendingOrder);
  const { lots, slices, short } = takeFromLots(state.lots, order, amount);
  if (short > 0 && !proved) return refused(state, 'insufficient');
  const spending = {
    id,
    amount,
    refunded: 0,
    refunds: [],
    slices: short > 0 ? [...slices, { lotId: null, amount: short }] : slices,
  };
  return done(
    { ...state, lots, spendings: [...state.spendings, spending], owed: state.owed + short },
    { applied: amount, moves: slices.map((slice) => ({ ...slice, amount: -slice.amount })) },
  );
}

/**
 * LOT-7: spent amounts come back as if less had been spent: what was taken last returns first, to the lot it came from.
 * A lot that has ended, or ends too soon, is not revived; a lot of its own with the days that are promised takes its place.
 */
import { addDays } from '../../kernel/calendar.ts';
import type { RefundEvent } from './lot-event.ts';
import { type Lot, type LotState, type Slice, type Spending } from './lot-state.ts';
import { done, type LotMove, type LotStep, refused } from './lot-step.ts';

const MINIMUM_DAYS_LEFT = 30;

export function refund(state: LotState, event: RefundEvent): LotStep {
  const spending = state.spendings.find((each) => each.id === event.of);
  if (!spending) return refused(state, 'unknown');
  if (spending.refunds.includes(event.id)) return refused(state, 'repeated');
  const applied = Math.min(event.amount, spending.amount - spending.refunded);
  const repaid = Math.min(state.owed, applied);
  const back = returning(spending, applied).reverse();
  let lots = state.lots;
  const moves: LotMove[] = [];
  for (const slice of without(back, repaid)) {
    const target = lotFor(lots, event, slice);
    lots = lots.some((lot) => lot.id === target.id)
      ? lots.map((lot) => (lot.id === target.id ? target : lot))
      : [...lots, target];
    moves.push({ lotId: target.id, amount: slice.amount });
  }
  const undone: Spending = {
    ...spending,
    refunded: spending.refunded + applied,
    refunds: [...spending.refunds, event.id],
  };
  const spendings = state.spendings.map((each) => (each === spending ? undone : each));
  return done({ ...state, lots, spendings, owed: state.owed - repaid }, { applied, moves });
}

/** The part of the spending's slices, in the order of taking, that a further refund of `amount` undoes. */
function returning(spending: Spending, amount: number): Slice[] {
  const kept = spending.amount - spending.refunded - amount;
  const upTo = spending.amount - spending.refunded;
  let from = 0;
  return spending.slices.flatMap((slice) => {
    const part = Math.min(upTo, from + slice.amount) - Math.max(kept, from);
    from += slice.amount;
    return part > 0 ? [{ ...slice, amount: part }] : [];
  });
}

/** What is left of the slices after their first `amount`, which repaid what was owed. */
function without(slices: readonly Slice[], amount: number): readonly Slice[] {
  let repay = amount;
  return slices.flatMap((slice) => {
    const part = Math.min(repay, slice.amount);
    repay -= part;
    return slice.amount > part ? [{ ...slice, amount: slice.amount - part }] : [];
  });
}

function lotFor(lots: readonly Lot[], event: RefundEvent, { lotId, amount }: Slice): Lot {
  const lastDay = addDays(event.date, event.minimumDaysLeft ?? MINIMUM_DAYS_LEFT);
  const original = lots.find((lot) => lot.id === lotId);
  if (original && (original.lastDay === null || original.lastDay >= lastDay))
    return { ...original, remaining: original.remaining + amount };
  const id = `${event.id}:${lotId ?? 'owed'}`;
  return {
    id,
    source: original?.source ?? id,
    earnedOn: original?.earnedOn ?? event.date,
    atMs: original?.atMs ?? 0,
    activeOn: event.date,
    lastDay,
    idleDays: original?.idleDays ?? null,
    remaining: amount,
    expired: 0,
  };
}

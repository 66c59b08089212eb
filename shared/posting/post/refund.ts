/**
 * REFUND, capped at the spend (I12): undone from its end, as if less had been spent (LOT-7). What the house paid goes
 * back to the house first, then what is owed is repaid; the rest returns to the lots that it came from, or, where they
 * have ended or end too soon, to a lot with the days that are promised.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import { addDays } from '../../kernel/calendar.ts';
import type { EffectId } from '../../kernel/ids.ts';
import { HOUSE } from '../book/accounts.ts';
import type { PostedEffect } from '../book/book.ts';
import type { Lot, LotSlice } from '../book/movement.ts';
import { sourceOf, sumOf } from '../book/spending-order.ts';
import { credit } from './credit.ts';
import { currentLot } from './current-lot.ts';
import { type Desk, move, undo } from './desk.ts';

const MINIMUM_DAYS_LEFT = 30;

export type Refund = {
  readonly effectId: EffectId;
  readonly amount: number;
  readonly today: BusinessDate;
  /** Absent: 30. */
  readonly minimumDaysLeft?: number | undefined;
};

/** How much of it was still to be refunded. */
export function refund(desk: Desk, spend: PostedEffect, wanted: Refund): number {
  const amount = Math.min(wanted.amount, spend.amount - spend.undone);
  if (amount <= 0) return 0;
  const { effectId } = wanted;
  const { asset, owner } = spend;
  const back = returning(spend, amount);
  const house = amount - sumOf(back);
  move(desk, { effectId, debit: HOUSE.redeemed, credit: HOUSE.loss, asset, amount: house, lot: null });
  for (const { lot, remaining } of back) {
    const target = lotFor(currentLot(desk, owner, lot), wanted);
    credit(desk, { effectId, from: HOUSE.redeemed, owner, asset, amount: remaining, lot: target });
  }
  undo(desk, spend, spend.undone + amount);
  return amount;
}

/** Last taken first. What was paid by no lot stands after all slices, so it is undone before them. */
function returning({ slices, amount, undone }: PostedEffect, wanted: number): readonly LotSlice[] {
  const upTo = amount - undone;
  const kept = upTo - wanted;
  let from = 0;
  return slices
    .flatMap(({ lot, remaining }) => {
      const part = Math.min(upTo, from + remaining) - Math.max(kept, from);
      from += remaining;
      return part > 0 ? [{ lot, remaining: part }] : [];
    })
    .reverse();
}

function lotFor(lot: Lot, { effectId, today, minimumDaysLeft = MINIMUM_DAYS_LEFT }: Refund): Lot {
  const lastDay = addDays(today, minimumDaysLeft);
  if (lot.lastDay === null || lot.lastDay >= lastDay) return lot;
  return { ...lot, id: `${sourceOf(lot.id)}/${effectId}`, activeOn: today, lastDay };
}

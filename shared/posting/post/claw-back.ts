/**
 * CLAWBACK, capped at the EARN (I17), in the order of LOT-8: from the lots that it made, where what ended there counts as
 * taken; then from what cannot be spent yet, then from the rest in spending order. What is missing is owed, or let go.
 * What is leased stays where it is.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EffectId } from '../../kernel/ids.ts';
import { availableAccount, HOUSE, pendingAccount, receivableAccount } from '../book/accounts.ts';
import type { PostedEffect } from '../book/book.ts';
import type { Lot, LotSlice } from '../book/movement.ts';
import { bySpendingOrder, sourceOf } from '../book/spending-order.ts';
import { type Desk, move, moveEnded, undo } from './desk.ts';

export type Clawback = {
  readonly effectId: EffectId;
  readonly amount: number;
  readonly today: BusinessDate;
  readonly shortfall?: 'receivable' | 'forgive' | undefined;
};

/** How much of it was still to be clawed back. */
export function clawBack(desk: Desk, earning: PostedEffect, wanted: Clawback): number {
  const amount = Math.min(wanted.amount, earning.amount - earning.undone);
  if (amount <= 0) return 0;
  const { effectId } = wanted;
  const { id, asset, owner } = earning;
  const moved = { effectId, credit: HOUSE.issued, asset };
  const ended = Math.min(amount, desk.book.ended(id));
  moveEnded(desk, { ...moved, debit: HOUSE.expired, amount: ended, source: id });
  let left = amount - ended;
  for (const { account, lot, remaining } of left > 0 ? takingOrder(desk, earning, wanted) : []) {
    const take = Math.min(left, remaining);
    left -= take;
    move(desk, { ...moved, debit: account, amount: take, lot });
  }
  if (wanted.shortfall !== 'forgive')
    move(desk, { ...moved, debit: receivableAccount(owner), amount: left, lot: null });
  undo(desk, earning, earning.undone + amount);
  return amount;
}

type Held = LotSlice & { readonly account: string };

function takingOrder(
  { book }: Desk,
  { id, owner, asset }: PostedEffect,
  { today }: Clawback,
): readonly Held[] {
  const heldIn = (account: string): readonly Held[] =>
    book.slices(account, asset).map((slice) => ({ ...slice, account }));
  const isOwn = (lot: Lot): boolean => sourceOf(lot.id) === id;
  const place = (lot: Lot): number => (isOwn(lot) ? 0 : lot.activeOn > today ? 1 : 2);
  return [...heldIn(pendingAccount(owner)), ...heldIn(availableAccount(owner))]
    .filter(({ lot }) => isOwn(lot) || lot.lastDay === null || lot.lastDay >= today)
    .sort((a, b) => place(a.lot) - place(b.lot) || bySpendingOrder(a.lot, b.lot));
}

/** The job of the day (LOT-2, LOT-4): what has become active moves to the available balance, what has ended leaves it. */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EffectId, OwnerId } from '../../kernel/ids.ts';
import type { Asset } from '../../loyalty/asset.ts';
import { availableAccount, HOUSE, pendingAccount } from '../book/accounts.ts';
import type { Lot } from '../book/movement.ts';
import type { DueCommand } from './command.ts';
import { credit } from './credit.ts';
import { type Desk, effectOf, move } from './desk.ts';

export function due(desk: Desk, { ref, owner, today }: DueCommand): void {
  for (const asset of desk.book.assetsOf(owner))
    settleDue(desk, { owner, asset, today, effectId: effectOf(ref, 1) });
}

export type Due = {
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly today: BusinessDate;
  readonly effectId: EffectId;
};

export function settleDue(desk: Desk, { owner, asset, today, effectId }: Due): void {
  const pending = pendingAccount(owner);
  for (const { lot, remaining } of desk.book.slices(pending, asset))
    if (lot.activeOn <= today)
      credit(desk, { effectId, from: pending, owner, asset, amount: remaining, lot });
  const available = availableAccount(owner);
  const moved = { effectId, debit: available, credit: HOUSE.expired, asset };
  for (const { lot, remaining } of desk.book.slices(available, asset))
    if (hasEnded(lot, today)) move(desk, { ...moved, amount: remaining, lot });
}

const hasEnded = ({ lastDay }: Lot, today: BusinessDate): boolean => lastDay !== null && lastDay < today;

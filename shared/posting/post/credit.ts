import type { EffectId, OwnerId } from '../../kernel/ids.ts';
import type { Asset } from '../../loyalty/asset.ts';
import { availableAccount, isKeptInLots, pendingAccount, receivableAccount } from '../book/accounts.ts';
import type { Lot } from '../book/movement.ts';
import { type Desk, move } from './desk.ts';

export type Credit = {
  readonly effectId: EffectId;
  readonly from: string;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly lot: Lot;
  readonly pending?: true;
};

/**
 * I19: every credit repays what is owed first, even before it can be spent; the rest, which is returned, is the owner's
 * as a slice of the lot.
 */
export function credit(desk: Desk, { effectId, from, owner, asset, amount, lot, pending }: Credit): number {
  const receivable = receivableAccount(owner);
  const repaid = Math.min(amount, Math.max(0, -desk.book.balance(receivable, asset)));
  const moved = { effectId, debit: from, asset };
  move(desk, { ...moved, credit: receivable, amount: repaid, lot: isKeptInLots(from) ? lot : null });
  const to = pending ? pendingAccount(owner) : availableAccount(owner);
  move(desk, { ...moved, credit: to, amount: amount - repaid, lot });
  return amount - repaid;
}

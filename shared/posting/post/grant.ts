/**
 * GRANT: an amount leaves the available balance, oldest slices first, for one holder. Nothing happens where the balance
 * does not cover it, something is owed (I19), or its intent is over.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EffectId, OwnerId } from '../../kernel/ids.ts';
import { MAX_LEASE_LOTS } from '../../kernel/limits.ts';
import type { Asset } from '../../loyalty/asset.ts';
import { availableAccount, leasedAccount, pendingAccount, receivableAccount } from '../book/accounts.ts';
import type { Book, Intent } from '../book/book.ts';
import type { LotSlice } from '../book/movement.ts';
import { bySpendingOrder, sumOf, takeFrom } from '../book/spending-order.ts';
import type { GrantCommand } from './command.ts';
import { type Desk, move, putIntent, putLease } from './desk.ts';
import { settleDue } from './due.ts';

type Wanted = { readonly owner: OwnerId; readonly asset: Asset; readonly today: BusinessDate };

/** The most that one grant can carry now: what can be spent on that day, out of no more lots than a grant holds. */
export function largestGrant(book: Book, { owner, asset, today }: Wanted): number {
  if (book.balance(receivableAccount(owner), asset) < 0) return 0;
  const isLive = ({ lot }: LotSlice): boolean => lot.lastDay === null || lot.lastDay >= today;
  const available = book.slices(availableAccount(owner), asset).filter(isLive);
  const pending = book
    .slices(pendingAccount(owner), asset)
    .filter((slice) => slice.lot.activeOn <= today && isLive(slice));
  const all =
    pending.length === 0
      ? available
      : [...pending, ...available].sort((a, b) => bySpendingOrder(a.lot, b.lot));
  return sumOf(all.slice(0, MAX_LEASE_LOTS));
}

export function grant(desk: Desk, command: GrantCommand): void {
  const { lease, owner, asset, amount, store, holder, today, expiresAtMs, intent } = command;
  if (!isPossible(desk, command)) return;
  const effectId: EffectId = `${lease}#1`;
  settleDue(desk, { owner, asset, today, effectId });
  const from = availableAccount(owner);
  const moved = { effectId, debit: from, credit: leasedAccount(lease), asset };
  for (const { lot, remaining } of takeFrom(desk.book.slices(from, asset), amount))
    move(desk, { ...moved, amount: remaining, lot });
  const { till, epoch } = holder;
  putLease(desk, {
    id: lease,
    owner,
    asset,
    store,
    holder: { till, epoch },
    amount,
    state: 'ACTIVE',
    expiresAtMs,
    guaranteed: 0,
    intent,
  });
  if (intent === null) return;
  const opened: Intent = { id: intent, owner, state: 'open', entries: [], till };
  putIntent(desk, { ...opened, ...desk.book.intent(intent), lease });
}

function isPossible({ book }: Desk, command: GrantCommand): boolean {
  const { lease, owner, amount, intent: intentId, holder } = command;
  if (!Number.isSafeInteger(amount) || amount <= 0 || book.lease(lease) !== null || !book.knows(owner))
    return false;
  const intent = intentId === null ? null : book.intent(intentId);
  const isOver = intent !== null && (intent.state !== 'open' || intent.lease !== undefined);
  const isOthers =
    intent !== null && (intent.owner !== owner || (intent.till ?? holder.till) !== holder.till);
  return !isOver && !isOthers && amount <= largestGrant(book, command);
}

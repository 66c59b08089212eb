/** PST-3: an EARN makes a lot, which lives as the programme of its own sale says (LOT-1, LOT-2). */
import type { EffectId, OwnerId } from '../../kernel/ids.ts';
import type { EntryPart } from '../../ledger/entry.ts';
import { lotTerms, policyOf } from '../../loyalty/lots/lot-terms.ts';
import { availableAccount, HOUSE, pendingAccount, suspenseAccount } from '../book/accounts.ts';
import type { Lot } from '../book/movement.ts';
import type { PostedEntry } from './command.ts';
import { credit } from './credit.ts';
import { type Desk, effectOf, move, putEffect, report } from './desk.ts';
import { ownerOf } from './part.ts';

export function earn(desk: Desk, entry: PostedEntry, part: EntryPart): void {
  const id = effectOf(entry.id, part.n);
  const owner = knownOwner(desk, entry, part);
  if (owner === null) {
    report(desk, { kind: 'owner-unknown', effectId: id, amount: part.amount });
    suspend(desk, entry, part);
  } else issue(desk, { entry, part, owner, from: HOUSE.issued, effectId: id });
}

/** What was claimed to be earned stands in the till's suspense account until somebody has looked at it. */
export function suspend(desk: Desk, entry: PostedEntry, { n, asset, amount }: EntryPart): void {
  const effectId = effectOf(entry.id, n);
  const credit = suspenseAccount(entry.till);
  move(desk, { effectId, debit: HOUSE.issued, credit, asset, amount, lot: null });
}

export function knownOwner({ book }: Desk, entry: PostedEntry, part: EntryPart): OwnerId | null {
  const owner = ownerOf(entry, part);
  return owner !== null && book.knows(owner) ? owner : null;
}

export type Issue = {
  readonly entry: PostedEntry;
  readonly part: EntryPart;
  readonly owner: OwnerId;
  readonly from: string;
  /** Of the movement; the lot names the EARN itself. */
  readonly effectId: EffectId;
};

export function issue(desk: Desk, { entry, part, owner, from, effectId }: Issue): void {
  const { asset, amount } = part;
  const id = effectOf(entry.id, part.n);
  if (!Number.isSafeInteger(heldBy(desk, owner, part) + amount)) {
    report(desk, { kind: 'amount-beyond-limit', effectId: id, amount });
    return;
  }
  const terms = lotTerms(policyOf(entry.terms.lots, asset), entry.businessDate, part.validDays);
  const lot: Lot = { id, asset, earnedAtMs: entry.atMs, ...terms };
  const isPending = terms.activeOn > entry.businessDate;
  const kept = credit(desk, {
    effectId,
    from,
    owner,
    asset,
    amount,
    lot,
    ...(isPending && { pending: true }),
  });
  putEffect(desk, {
    id,
    entry: entry.id,
    effect: 'EARN',
    owner,
    asset,
    store: entry.store,
    amount,
    undone: 0,
    slices: kept > 0 ? [{ lot, remaining: kept }] : [],
  });
}

const heldBy = ({ book }: Desk, owner: OwnerId, { asset }: EntryPart): number =>
  book.balance(availableAccount(owner), asset) + book.balance(pendingAccount(owner), asset);

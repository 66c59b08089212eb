/**
 * REDEEM: goods were handed out, so it is posted whatever it leans on. It takes from the lease that it names what the
 * lease holds; the house pays the rest, and somebody hears of it (protocol.md sections 4 and 12). No balance is touched.
 */

import type { EffectId } from '../../kernel/ids.ts';
import type { Lease } from '../../lease/lease.ts';
import { nextLeaseState } from '../../lease/lease-transitions.ts';
import type { EntryPart } from '../../ledger/entry.ts';
import { HOUSE, leasedAccount } from '../book/accounts.ts';
import type { IncidentKind } from '../book/changes.ts';
import type { LotSlice } from '../book/movement.ts';
import { sumOf, takeFrom } from '../book/spending-order.ts';
import type { PostedEntry } from './command.ts';
import { type Desk, effectOf, move, putEffect, report } from './desk.ts';
import { ownerOf } from './part.ts';

export function redeem(desk: Desk, entry: PostedEntry, part: EntryPart): void {
  const { asset, amount, intent } = part;
  const effectId = effectOf(entry.id, part.n);
  const lease = part.lease === undefined ? null : desk.book.lease(part.lease);
  const fault = lease ? leaseFault(lease, entry, part) : 'lease-unknown';
  const slices = lease && !fault ? payFrom(desk, { effectId, lease, entry, amount }) : [];
  const paid = sumOf(slices);
  const lost = amount - paid;
  move(desk, { effectId, debit: HOUSE.loss, credit: HOUSE.redeemed, asset, amount: lost, lot: null });
  if (lost > 0) report(desk, { kind: fault ?? 'lease-overspent', effectId, amount: lost });
  if (paid > 0 && lease && entry.atMs >= lease.expiresAtMs)
    report(desk, { kind: 'lease-late', effectId, amount: paid });
  const owner = ownerOf(entry, part);
  if (owner === null) return;
  const spent = {
    id: effectId,
    entry: entry.id,
    effect: 'REDEEM',
    owner,
    asset,
    store: entry.store,
  } as const;
  putEffect(desk, { ...spent, amount, undone: 0, slices, ...(intent !== undefined && { intent }) });
}

type Payment = {
  readonly effectId: EffectId;
  readonly lease: Lease;
  readonly entry: PostedEntry;
  readonly amount: number;
};

/** A slice past its last day pays last: the till does not count it, but what it has printed is honoured. */
function payFrom(desk: Desk, { effectId, lease, entry, amount }: Payment): readonly LotSlice[] {
  const account = leasedAccount(lease.id);
  const slices = desk.book.slices(account, lease.asset);
  const hasEnded = ({ lot }: LotSlice): boolean => lot.lastDay !== null && lot.lastDay < entry.businessDate;
  const firstLive = slices.findIndex((slice) => !hasEnded(slice));
  const order = firstLive <= 0 ? slices : [...slices.slice(firstLive), ...slices.slice(0, firstLive)];
  const taken = takeFrom(order, amount);
  const moved = { effectId, debit: account, credit: HOUSE.redeemed, asset: lease.asset };
  for (const { lot, remaining } of taken) move(desk, { ...moved, amount: remaining, lot });
  return taken;
}

/** R7: a lease pays for its owner's spends in its own holder's chain, and for nothing else. */
function leaseFault(lease: Lease, entry: PostedEntry, part: EntryPart): IncidentKind | null {
  const { till, epoch } = lease.holder;
  if (lease.owner !== ownerOf(entry, part) || lease.asset !== part.asset) return 'lease-of-another';
  if (till !== entry.till || epoch !== entry.epoch) return 'lease-of-another';
  if (nextLeaseState(lease.state, 'spend') !== null) return null;
  return lease.state === 'WRITTEN_OFF' ? 'lease-written-off' : 'lease-closed';
}

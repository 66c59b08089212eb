/** Leases of which no chain says anything: frozen, lent by the house meanwhile (R11), given up by a person (R12). */
import { addDays } from '../../kernel/calendar.ts';
import type { EffectId, LeaseId } from '../../kernel/ids.ts';
import { nextLeaseState } from '../../lease/lease-transitions.ts';
import { HOUSE, leasedAccount } from '../book/accounts.ts';
import type { Lot } from '../book/movement.ts';
import { closeLease } from './close-lease.ts';
import type { GuaranteeCommand } from './command.ts';
import { credit } from './credit.ts';
import { type Desk, putLease } from './desk.ts';

/** What the house has lent can be spent on this day and so many more. */
const GUARANTEE_DAYS = 2;

export function freeze(desk: Desk, id: LeaseId): void {
  const lease = desk.book.lease(id);
  const state = lease && nextLeaseState(lease.state, 'freeze');
  if (lease && state) putLease(desk, { ...lease, state });
}

/** Once for a lease, out of what the pool holds, and never more than the silent holder could still spend. */
export function guarantee(desk: Desk, { lease: id, amount, today }: GuaranteeCommand): void {
  const { book } = desk;
  const lease = book.lease(id);
  if (!lease || lease.guaranteed > 0 || nextLeaseState(lease.state, 'guarantee') === null) return;
  const { owner, asset } = lease;
  const slices = book.slices(leasedAccount(id), asset);
  const last = slices.at(-1)?.lot;
  const most = Math.min(book.balance(leasedAccount(id), asset), book.balance(HOUSE.risk, asset));
  if (!last || amount <= 0 || amount > most) return;
  const effectId: EffectId = `${id}:guarantee#1`;
  const lastDay = today === undefined ? last.lastDay : addDays(today, GUARANTEE_DAYS);
  const lot: Lot = { ...last, id: effectId, activeOn: today ?? last.activeOn, lastDay, idleDays: null };
  credit(desk, { effectId, from: HOUSE.risk, owner, asset, amount, lot });
  putLease(desk, { ...lease, guaranteed: amount });
}

/** It must have been frozen before: a person gives up what is silent, not what may still be in use. */
export function writeOff(desk: Desk, id: LeaseId): void {
  const lease = desk.book.lease(id);
  if (lease) closeLease(desk, lease, { by: 'writeOff', today: null });
}

/**
 * A lease's end: what is left of it goes back, first what the house has lent meanwhile (R11), the rest with its lots to
 * the owner. A slice that comes back after its last day has ended.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { Lease, LeaseHolder } from '../../lease/lease.ts';
import { nextLeaseState } from '../../lease/lease-transitions.ts';
import { HOUSE, leasedAccount } from '../book/accounts.ts';
import { credit } from './credit.ts';
import { closingOf, type Desk, move, putLease } from './desk.ts';

/** `today`: null where no business day is known; then HQ's job of the day ends what has ended. */
export function closeLease(
  desk: Desk,
  lease: Lease,
  { by, today }: { by: 'proof' | 'writeOff'; today: BusinessDate | null },
): void {
  const state = nextLeaseState(lease.state, by);
  if (state === null) return;
  const { id, owner, asset } = lease;
  const effectId = closingOf(id);
  const account = leasedAccount(id);
  let lent = lease.guaranteed;
  for (const { lot, remaining } of desk.book.slices(account, asset)) {
    const moved = { effectId, debit: account, asset, lot };
    const back = Math.min(lent, remaining);
    lent -= back;
    move(desk, { ...moved, credit: HOUSE.risk, amount: back });
    const amount = remaining - back;
    const hasEnded = today !== null && lot.lastDay !== null && lot.lastDay < today;
    if (hasEnded) move(desk, { ...moved, credit: HOUSE.expired, amount });
    else credit(desk, { effectId, from: account, owner, asset, amount, lot });
  }
  putLease(desk, { ...lease, state, guaranteed: 0 });
}

export const isHeldBy = (lease: Lease, { till, epoch }: LeaseHolder): boolean =>
  lease.holder.till === till && lease.holder.epoch === epoch;

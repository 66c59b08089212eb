import type { OwnerId } from '../../kernel/ids.ts';
import { availableAccount, leasedAccount, pendingAccount } from '../book/accounts.ts';
import type { Lot } from '../book/movement.ts';
import type { Desk } from './desk.ts';

/** A lot as it is now: since it was spent from, visits may have moved its last day (LOT-5). */
export function currentLot({ book }: Desk, owner: OwnerId, lot: Lot): Lot {
  if (lot.idleDays === null) return lot;
  const accounts = [availableAccount(owner), pendingAccount(owner)];
  for (const { id, asset } of book.leasesOf(owner)) if (asset === lot.asset) accounts.push(leasedAccount(id));
  for (const account of accounts) {
    const slice = book.slices(account, lot.asset).find((each) => each.lot.id === lot.id);
    if (slice) return slice.lot;
  }
  return lot;
}

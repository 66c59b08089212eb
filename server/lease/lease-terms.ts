/** A grant's name and its end. */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { asId, type LeaseId, type OwnerId } from '../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../../shared/kernel/uuid-v7.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { availableAccount, pendingAccount } from '../../shared/posting/book/accounts.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import { pooledRandomBytes } from '../crypto/random-pool.ts';
import { endOfDayMs } from './end-of-day.ts';

const DAY_MS = 24 * 60 * 60_000;

export const newLeaseId = (nowMs: EpochMs): LeaseId =>
  asId(uuidV7(nowMs, pooledRandomBytes(UUID_RANDOM_BYTES)));

export type Ending = {
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly today: BusinessDate;
  readonly timeZone: string;
  readonly nowMs: EpochMs;
  readonly lifeMs: number;
};

/** No later than a day after the first of its lots ends: what comes back then has lost little (protocol.md section 9). */
export function leaseEnd(book: Book, { owner, asset, today, timeZone, nowMs, lifeMs }: Ending): EpochMs {
  let endMs = nowMs + lifeMs;
  for (const account of [availableAccount(owner), pendingAccount(owner)])
    for (const { lot } of book.slices(account, asset))
      if (lot.lastDay !== null && lot.lastDay >= today) {
        endMs = Math.min(endMs, endOfDayMs(lot.lastDay, timeZone) + DAY_MS);
        break;
      }
  return epochMs(endMs);
}

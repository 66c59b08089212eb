/** Whether a chain gets rights at all, and by whose policy. Its row is held, so no fork is found meanwhile. */
import type { Transaction } from 'kysely';
import { DEFAULT_LEASE_POLICY, type LeasePolicy } from '../../shared/lease/lease-policy.ts';
import type { Database } from '../db/tables.ts';
import type { TillCaller } from '../posting/till-caller.ts';

type Trx = Transaction<Database>;

/**
 * Null: it is suspended, or was revoked or replaced a moment ago: what is granted after a chain's SEAL would never be given
 * back. The chain's row comes before all others, as in PUSH.
 */
export async function holdChain(trx: Trx, { till, epoch, store }: TillCaller): Promise<LeasePolicy | null> {
  const chain = await trx
    .selectFrom('chain')
    .innerJoin('till', 'till.id', 'chain.till')
    .select(['suspended', 'revoked_at_ms', 'till.epoch as current_epoch'])
    .where('chain.till', '=', till)
    .where('chain.epoch', '=', epoch)
    .forShare('chain')
    .executeTakeFirst();
  if (!chain || chain.suspended || chain.revoked_at_ms !== null || chain.current_epoch !== epoch) return null;
  return leasePolicyOf(trx, store);
}

export async function leasePolicyOf(
  db: Pick<Trx, 'selectFrom'>,
  store: TillCaller['store'],
): Promise<LeasePolicy> {
  const row = await db
    .selectFrom('store')
    .select('lease_policy')
    .where('id', '=', store)
    .executeTakeFirstOrThrow();
  return { ...DEFAULT_LEASE_POLICY, ...row.lease_policy };
}

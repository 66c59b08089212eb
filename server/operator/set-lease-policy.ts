/** How much of its members' balances a store's tills may hold. A change stands in HQ's signed log with who and why. */
import type { StoreId } from '../../shared/kernel/ids.ts';
import { DEFAULT_LEASE_POLICY, type LeasePolicy } from '../../shared/lease/lease-policy.ts';
import { inTransaction } from '../db/retry.ts';
import type { Hq } from '../hq.ts';
import { appendLog, lockLog } from '../posting/hq-log.ts';
import { considerStoreAgain } from '../posting/write/touch-members.ts';
import type { Act } from './act.ts';

export type StorePolicy = { readonly store: StoreId; readonly name: string; readonly policy: LeasePolicy };

/** Null when there is no such store. */
export async function storePolicy({ db }: Pick<Hq, 'db'>, id: string): Promise<StorePolicy | null> {
  const row = await db
    .selectFrom('store')
    .select(['id', 'name', 'lease_policy'])
    .where('id', '=', id as StoreId)
    .executeTakeFirst();
  return row ? { store: row.id, name: row.name, policy: row.lease_policy ?? DEFAULT_LEASE_POLICY } : null;
}

/** Where nothing may be spent any more, what its tills hold is asked back; gives the number of leases. */
export function setLeasePolicy(
  { db, keys, nowMs }: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  store: StoreId,
  { policy, act }: { readonly policy: LeasePolicy; readonly act: Act },
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const atMs = nowMs();
    await trx
      .updateTable('store')
      .set({ lease_policy: JSON.stringify(policy) })
      .where('id', '=', store)
      .execute();
    await considerStoreAgain(trx, store);
    const recalled = policy.enabled ? 0 : await recallAll(trx, store, atMs);
    const tip = await lockLog(trx, keys.signing);
    const facts = { store, policy, ...act };
    const records = [{ kind: 'POLICY' as const, ref: `policy:${store}`, facts }];
    await appendLog(trx, { tip, key: keys.signing, atMs, records });
    return recalled;
  });
}

async function recallAll(
  trx: Parameters<Parameters<typeof inTransaction>[1]>[0],
  store: StoreId,
  atMs: ReturnType<Hq['nowMs']>,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('lease')
    .set({ recalled_at_ms: atMs })
    .where('store_id', '=', store)
    .where('state', 'in', ['ACTIVE', 'FROZEN'])
    .where('recalled_at_ms', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

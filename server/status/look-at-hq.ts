/** Reads everything of a status in one snapshot, so that its parts agree with one another. */
import { sql, type Transaction } from 'kysely';
import { epochMs } from '../../shared/kernel/units.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { logTip } from '../posting/hq-log.ts';
import { assetSums } from './asset-sums.ts';
import type { HouseSums } from './house-sums.ts';
import { type FrozenLease, type HqStatus, MAX_STATUS_ROWS, type Some } from './hq-status.ts';
import { lookAtTills } from './look-at-tills.ts';
import { lookAtForks, lookAtIncidents, lookAtQuarantine } from './look-at-trouble.ts';
import { lookAtUnits } from './look-at-units.ts';
import { someRows } from './some-rows.ts';

type Trx = Transaction<Database>;

export function lookAtHq(
  { db, keys, nowMs }: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  house: HouseSums,
): Promise<HqStatus> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const atMs = epochMs(nowMs());
      const { logIndex } = await logTip(trx, keys.signing);
      return {
        atMs,
        logIndex,
        hqEpoch: await hqEpoch(trx),
        units: await lookAtUnits(trx),
        sums: await assetSums(trx, await house.upTo(trx, logIndex)),
        tills: await lookAtTills(trx, atMs),
        forks: await lookAtForks(trx),
        quarantine: await lookAtQuarantine(trx),
        incidents: await lookAtIncidents(trx),
        frozen: await lookAtFrozen(trx),
      };
    });
}

async function hqEpoch(trx: Trx): Promise<number> {
  const row = await trx.selectFrom('hq_identity').select('hq_epoch').executeTakeFirst();
  return row?.hq_epoch ?? 1;
}

async function lookAtFrozen(trx: Trx): Promise<Some<FrozenLease>> {
  const { rows } = await sql<FrozenLease & { count: number }>`
    SELECT lease.id AS lease, holder_till AS till, epoch, lease.asset, coalesce(account.balance, 0) AS remaining,
      expires_at_ms AS "expiresAtMs", count(*) OVER () AS count
    FROM lease LEFT JOIN account ON account.id = 'l:' || lease.id AND account.asset = lease.asset
    WHERE state = 'FROZEN' ORDER BY expires_at_ms, lease.id LIMIT ${MAX_STATUS_ROWS}`.execute(trx);
  return someRows<FrozenLease>(rows);
}

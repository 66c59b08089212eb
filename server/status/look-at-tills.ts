/** Each till with what it holds: leases of all its epochs that are not over, and what is left in them. */
import { sql, type Transaction } from 'kysely';
import type { TillId } from '../../shared/kernel/ids.ts';

import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import type { Database } from '../db/tables.ts';
import { type AssetAmount, MAX_STATUS_ROWS, MOST_COUNTED, type Some, type TillStatus } from './hq-status.ts';
import { someRows } from './some-rows.ts';

type Trx = Transaction<Database>;

export async function lookAtTills(trx: Trx, atMs: EpochMs): Promise<Some<TillStatus>> {
  const { count, rows } = someRows<TillRow>(await tillRows(trx));
  const held = await heldBy(
    trx,
    rows.map(({ till }) => till),
    atMs,
  );
  return {
    count,
    rows: rows.map(({ heardAt, ...row }) => ({
      ...row,
      heardAtMs: heardAt === null ? null : epochMs(heardAt.getTime()),
      ...(held.get(row.till) ?? NOTHING),
    })),
  };
}

type Held = Pick<TillStatus, 'leases' | 'leasesPastEnd' | 'exposure'>;
type TillRow = Omit<TillStatus, keyof Held | 'heardAtMs'> & { readonly heardAt: Date | null };

const NOTHING: Held = { leases: 0, leasesPastEnd: 0, exposure: [] };

/** One never heard of counts from its enrolment. */
async function tillRows(trx: Trx): Promise<readonly (TillRow & { readonly count: number })[]> {
  const { rows } = await sql<TillRow & { count: number }>`
    SELECT till.id AS till, till.name, till.store_id AS store, store.name AS "storeName", till.epoch,
      CASE WHEN chain.revoked_at_ms IS NOT NULL THEN 'revoked'
           WHEN chain.suspended THEN 'suspended' ELSE 'current' END AS state,
      contact.at AS "heardAt", coalesce(contact.unsent, 0) AS unsent, count(*) OVER () AS count
    FROM till JOIN chain ON chain.till = till.id AND chain.epoch = till.epoch
    JOIN store ON store.id = till.store_id
    LEFT JOIN till_contact AS contact ON contact.till = till.id
    ORDER BY chain.revoked_at_ms IS NOT NULL,
      coalesce(contact.at, to_timestamp(chain.enrolled_at_ms / 1000.0)), till.id
    LIMIT ${MAX_STATUS_ROWS}`.execute(trx);
  return rows;
}

type LeaseRow = AssetAmount & {
  readonly till: TillId;
  readonly leases: number;
  readonly pastEnd: number;
};

async function heldBy(trx: Trx, tills: readonly TillId[], atMs: EpochMs): Promise<ReadonlyMap<TillId, Held>> {
  const { rows } = await sql<LeaseRow>`
    SELECT lease.holder_till AS till, lease.asset, count(*) AS leases,
      count(*) FILTER (WHERE lease.expires_at_ms <= ${atMs}) AS "pastEnd",
      least(coalesce(sum(account.balance), 0), ${MOST_COUNTED})::bigint AS amount
    FROM lease LEFT JOIN account ON account.id = 'l:' || lease.id AND account.asset = lease.asset
    WHERE lease.state IN ('ACTIVE', 'FROZEN') AND lease.holder_till = ANY(${tills})
    GROUP BY lease.holder_till, lease.asset ORDER BY lease.holder_till, lease.asset`.execute(trx);
  const held = new Map<TillId, Held>();
  for (const { till, asset, amount, leases, pastEnd } of rows) {
    const before = held.get(till) ?? NOTHING;
    held.set(till, {
      leases: before.leases + leases,
      leasesPastEnd: before.leasesPastEnd + pastEnd,
      exposure: [...before.exposure, { asset, amount }],
    });
  }
  return held;
}

/** What waits for a person, oldest first, with what it claims. */
import { sql } from 'kysely';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { Hq } from '../hq.ts';
import { MAX_STATUS_ROWS, type QuarantineStatus, type Some } from '../status/hq-status.ts';
import { someRows } from '../status/some-rows.ts';

export type Waiting = QuarantineStatus & {
  readonly entryId: string | null;
  readonly claims: readonly Claim[];
};

export type Claim = { readonly effect: string; readonly asset: Asset; readonly amount: number };

export async function listQuarantine({ db }: Pick<Hq, 'db'>): Promise<Some<Waiting>> {
  const { rows } = await sql<Waiting & { count: number }>`
    SELECT q.id, q.till, q.epoch, q.seq, reason, at_ms AS "atMs", q.entry_id AS "entryId",
      CASE WHEN q.log_index IS NULL THEN 'entry' ELSE 'effects' END AS waits, count(*) OVER () AS count,
      coalesce((SELECT json_agg(json_build_object('effect', part ->> 'effect', 'asset', part ->> 'asset',
          'amount', (part ->> 'amount')::bigint)) FROM json_array_elements(e.head::json -> 'parts') AS part
        WHERE part ->> 'effect' <> 'REDEEM'), '[]') AS claims
    FROM quarantine AS q LEFT JOIN (SELECT log_index, head FROM entry
      UNION ALL SELECT log_index, head FROM fork_evidence WHERE log_index IS NOT NULL) AS e
      ON e.log_index = q.log_index
    WHERE resolved_at_ms IS NULL ORDER BY q.id LIMIT ${MAX_STATUS_ROWS}`.execute(db);
  return someRows<Waiting>(rows);
}

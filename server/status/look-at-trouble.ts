/** What waits for a person: second histories, effects in suspense, refused entries, what the house has paid. */
import { sql, type Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';
import {
  type ForkStatus,
  type IncidentStatus,
  MAX_STATUS_ROWS,
  MOST_COUNTED,
  type QuarantineStatus,
  type Some,
} from './hq-status.ts';
import { someRows } from './some-rows.ts';

type Trx = Transaction<Database>;
type Counted<T> = T & { readonly count: number };

export async function lookAtForks(trx: Trx): Promise<Some<ForkStatus>> {
  const { rows } = await sql<Counted<ForkStatus>>`
    SELECT kept.till, kept.epoch, count(*) FILTER (WHERE reason <> 'after-gap') AS forks,
      count(*) FILTER (WHERE reason = 'after-gap') AS "afterGaps", bool_or(chain.suspended) AS suspended,
      min(received_at_ms) AS "firstAtMs", max(received_at_ms) AS "lastAtMs", count(*) OVER () AS count
    FROM fork_evidence AS kept JOIN chain USING (till, epoch)
    GROUP BY kept.till, kept.epoch ORDER BY "lastAtMs" DESC, kept.till, kept.epoch
    LIMIT ${MAX_STATUS_ROWS}`.execute(trx);
  return someRows<ForkStatus>(rows);
}

export async function lookAtQuarantine(trx: Trx): Promise<Some<QuarantineStatus>> {
  const { rows } = await sql<Counted<QuarantineStatus>>`
    SELECT id, till, epoch, seq, reason, at_ms AS "atMs",
      CASE WHEN log_index IS NULL THEN 'entry' ELSE 'effects' END AS waits, count(*) OVER () AS count
    FROM quarantine WHERE resolved_at_ms IS NULL ORDER BY id LIMIT ${MAX_STATUS_ROWS}`.execute(trx);
  return someRows<QuarantineStatus>(rows);
}

/** The asset is that of what the effect moved; null where it moved nothing. */
export async function lookAtIncidents(trx: Trx): Promise<Some<IncidentStatus>> {
  const { rows } = await sql<Counted<IncidentStatus>>`
    SELECT kind, till, transfer.asset, count(*) AS times, least(sum(incident.amount), ${MOST_COUNTED})::bigint AS amount,
      max(at_ms) AS "lastAtMs", count(*) OVER () AS count
    FROM incident LEFT JOIN transfer ON transfer.effect_id = incident.effect_id AND transfer.leg = 1
    GROUP BY kind, till, transfer.asset ORDER BY "lastAtMs" DESC, kind, till, transfer.asset
    LIMIT ${MAX_STATUS_ROWS}`.execute(trx);
  return someRows<IncidentStatus>(rows);
}

/** What only the database knows, for one scrape. Each statement reads a few rows, or one per till. */
import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';

export type DatabaseLook = {
  readonly logIndex: number;
  readonly hqEpoch: number;
  readonly tills: Readonly<Record<TillState, number>>;
  /** Seconds since the till that was silent longest was heard of; 0 without tills. */
  readonly oldestContactSeconds: number;
  /** As the tills last told it. */
  readonly unsentEntries: number;
  readonly quarantineOpen: number;
  /** Null before the first. */
  readonly lastBackupAtSeconds: number | null;
  readonly databaseBytes: number;
};

export const TILL_STATES = ['serving', 'suspended', 'revoked'] as const;
export type TillState = (typeof TILL_STATES)[number];

type Tills = Record<TillState, number> & { oldest: number; unsent: number };
type Rest = Pick<DatabaseLook, 'logIndex' | 'hqEpoch' | 'quarantineOpen' | 'databaseBytes'> & {
  lastBackupAtSeconds: number | null;
};

export async function lookAtDatabase(db: Db): Promise<DatabaseLook> {
  const tills = await lookAtTills(db);
  const rest = await lookAtRest(db);
  const { serving, suspended, revoked, oldest, unsent } = tills;
  return {
    ...rest,
    tills: { serving, suspended, revoked },
    oldestContactSeconds: oldest,
    unsentEntries: unsent,
  };
}

/** A till's state is that of its present epoch. One never heard of counts from its enrolment. */
async function lookAtTills(db: Db): Promise<Tills> {
  const { rows } = await sql<Tills>`
    SELECT count(*) FILTER (WHERE chain.revoked_at_ms IS NULL AND NOT chain.suspended) AS serving,
      count(*) FILTER (WHERE chain.revoked_at_ms IS NULL AND chain.suspended) AS suspended,
      count(*) FILTER (WHERE chain.revoked_at_ms IS NOT NULL) AS revoked,
      coalesce(max(extract(epoch FROM now() - coalesce(contact.at, to_timestamp(chain.enrolled_at_ms / 1000.0))))
        FILTER (WHERE chain.revoked_at_ms IS NULL), 0)::float8 AS oldest,
      coalesce(sum(contact.unsent) FILTER (WHERE chain.revoked_at_ms IS NULL), 0)::bigint AS unsent
    FROM till JOIN chain ON chain.till = till.id AND chain.epoch = till.epoch
    LEFT JOIN till_contact AS contact ON contact.till = till.id`.execute(db);
  return rows[0] ?? { serving: 0, suspended: 0, revoked: 0, oldest: 0, unsent: 0 };
}

async function lookAtRest(db: Db): Promise<Rest> {
  const { rows } = await sql<Rest>`
    SELECT (SELECT coalesce(max(log_index), 0) FROM hq_log) AS "logIndex",
      (SELECT coalesce(max(hq_epoch), 1) FROM hq_identity) AS "hqEpoch",
      (SELECT count(*) FROM quarantine WHERE resolved_at_ms IS NULL) AS "quarantineOpen",
      (SELECT extract(epoch FROM max(finished_at))::float8 FROM backup_report) AS "lastBackupAtSeconds",
      pg_database_size(current_database()) AS "databaseBytes"`.execute(db);
  const [rest] = rows;
  if (!rest) throw new Error('one row was asked for');
  return rest;
}

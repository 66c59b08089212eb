/** Between checking and writing: what is staged becomes what will be written, and rows are locked in their order. */
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/tables.ts';

type Trx = Transaction<Database>;

/** Rows that turned out to repeat a key go; the planner learns how many are left. */
export async function settleStage(trx: Trx, stage: string): Promise<void> {
  await sql`DELETE FROM ${sql.table(stage)} s USING import_refusal r WHERE r.n = s.n`.execute(trx);
  await sql`ANALYZE ${sql.table(stage)}`.execute(trx);
}

/** Locks what a SELECT … FOR UPDATE finds without sending a million ids here. */
export async function lockRows(trx: Trx, select: RawBuilder<unknown>): Promise<void> {
  await sql`WITH locked AS MATERIALIZED (${select}) SELECT count(*) FROM locked`.execute(trx);
}

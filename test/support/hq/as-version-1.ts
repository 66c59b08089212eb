/**
 * Makes HQ's log one of version 0.3.0, before lots were said in it: the same records in their old shape, chained and
 * signed again, and movements without lots, as the migration finds them.
 */
import { sql } from 'kysely';
import { logGenesis, recordHash } from '../../../server/posting/hq-log.ts';
import type { TestHq } from './test-hq.ts';

type Old = { readonly transfers?: readonly (readonly unknown[])[] } & Record<string, unknown>;

export async function asVersion1({ hq: { db, keys } }: TestHq): Promise<void> {
  const rows = await db.selectFrom('hq_log').selectAll().orderBy('log_index').execute();
  let { hash: prev } = logGenesis(keys.signing.publicKey);
  for (const table of ['hq_log', 'transfer'])
    await sql`ALTER TABLE ${sql.table(table)} DISABLE TRIGGER ALL`.execute(db);
  for (const row of rows) {
    const record = oldText(JSON.parse(row.record) as Old, prev);
    const hash = recordHash(record);
    const sig = row.sig === null ? null : keys.signing.signHash(hash);
    await sql`
      UPDATE hq_log SET record = ${record}, prev_hash = ${prev}, hash = ${hash}, sig = ${sig}
      WHERE log_index = ${row.log_index}`.execute(db);
    prev = hash;
  }
  await sql`UPDATE transfer SET lot = NULL`.execute(db);
  for (const table of ['hq_log', 'transfer'])
    await sql`ALTER TABLE ${sql.table(table)} ENABLE TRIGGER ALL`.execute(db);
}

function oldText(record: Old, prev: string): string {
  const { index, kind, ref, atMs, entry, outcome, fault, transfers = [] } = record;
  const own = entry === undefined ? {} : { entry, outcome, fault };
  const moved = transfers.map((each) => each.slice(0, 6));
  return JSON.stringify({ v: 1, index, prev, kind, ref, atMs, ...own, transfers: moved });
}

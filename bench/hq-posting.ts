/**
 * HQ's verified, durable posting (hashes, chain, signature, both schemas, the engine, double entry, lots, log) against a
 * raw UNNEST insert of exactly the same rows into the same tables. Batches alternate, so both meet the same disk.
 */
import { sql } from 'kysely';
import type { Db } from '../server/db/connect.ts';
import { type ColumnType, insertMany, type ManyRows } from '../server/db/insert-many.ts';
import { quantile } from './quantile.ts';
import type { BenchResult } from './result.ts';
import { sellFor } from './support/bench-till.ts';
import { type PostingHq, postEntries, received, withPostingHq } from './support/posting-hq.ts';

const BATCHES = 10;
/** HQ's threads have judged some thousands of entries before: it is a server that has been running for a while. */
const WARM_UP = 6;
const BATCH_ENTRIES = 500;

export const run = (): Promise<BenchResult> => withPostingHq(measure);

async function measure({ hq, till, freshDatabase }: PostingHq): Promise<BenchResult> {
  const raw = await freshDatabase('raw');
  sellFor(till, (BATCHES + WARM_UP) * BATCH_ENTRIES);
  const times: { readonly postedMs: number; readonly rawMs: number }[] = [];
  for (let batch = 0; batch < BATCHES + WARM_UP; batch += 1) {
    const from = batch * BATCH_ENTRIES + 1;
    const entries = received(till, { from, upto: from + BATCH_ENTRIES - 1 });
    const postedMs = await timed(() => postEntries({ hq, till }, entries));
    const rows = await rowsOfBatch(hq.db);
    const rawMs = await timed(() => insertRows(raw, rows));
    if (batch >= WARM_UP) times.push({ postedMs, rawMs });
  }
  return result(times);
}

function result(times: readonly { readonly postedMs: number; readonly rawMs: number }[]): BenchResult {
  const postedMs = quantile(
    times.map((time) => time.postedMs),
    0.5,
  );
  const rawMs = quantile(
    times.map((time) => time.rawMs),
    0.5,
  );
  return {
    name: 'HQ posting, verified and durable',
    baseline: 'raw UNNEST insert of the same rows',
    ratio: rawMs / postedMs,
    goal: '≥ 0.35',
    detail: {
      'entries/s posted': (BATCH_ENTRIES * 1000) / postedMs,
      'entries/s raw': (BATCH_ENTRIES * 1000) / rawMs,
      'entries per batch': BATCH_ENTRIES,
    },
  };
}

type Rows = ManyRows<Record<string, unknown>>;

/** What the last batch wrote, read back with its column types. */
async function rowsOfBatch(db: Db): Promise<readonly Rows[]> {
  const { rows: found } = await sql<{ from: number }>`
    SELECT max(log_index) - ${BATCH_ENTRIES} AS "from" FROM hq_log`.execute(db);
  const from = found[0]?.from ?? 0;
  const lots = sql`SELECT lot.* FROM lot WHERE id IN (SELECT effect_id FROM transfer WHERE log_index > ${from})`;
  return [
    await tableRows(db, 'entry', sql`SELECT * FROM entry WHERE log_index > ${from}`),
    await tableRows(db, 'hq_log', sql`SELECT * FROM hq_log WHERE log_index > ${from}`),
    await tableRows(db, 'transfer', sql`SELECT * FROM transfer WHERE log_index > ${from}`),
    await tableRows(db, 'lot', lots),
  ];
}

async function tableRows(db: Db, table: Rows['table'], query: ReturnType<typeof sql>): Promise<Rows> {
  const { rows } = await (query as ReturnType<typeof sql<Record<string, unknown>>>).execute(db);
  const { rows: types } = await sql<{ name: string; type: ColumnType }>`
    SELECT attname AS name, CASE format_type(atttypid, NULL) WHEN 'integer' THEN 'int'
      ELSE format_type(atttypid, NULL) END AS type
    FROM pg_attribute WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum`.execute(db);
  return { table, rows, columns: Object.fromEntries(types.map(({ name, type }) => [name, type])) };
}

const insertRows = (db: Db, tables: readonly Rows[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    for (const rows of tables) await insertMany(trx, rows);
  });

async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/**
 * HQ's verified, durable posting (hashes, chain, signature, both schemas, the engine, double entry, lots, log) against a
 * raw UNNEST insert of exactly the same rows into the same tables. Batches alternate, so both meet the same disk.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { connect, type Db } from '../server/db/connect.ts';
import { requireDurable } from '../server/db/durability.ts';
import { openEmbedded } from '../server/db/embedded/open-embedded.ts';
import { type ColumnType, insertMany, type ManyRows } from '../server/db/insert-many.ts';
import { migrate } from '../server/db/migrate.ts';
import { loadDemo } from '../server/demo/load-demo.ts';
import type { Hq } from '../server/hq.ts';
import { push } from '../server/posting/push.ts';
import { makeVerifier } from '../server/posting/verifier.ts';
import { assert } from '../shared/kernel/assert.ts';
import { epochMs } from '../shared/kernel/units.ts';
import { testKeys } from '../test/support/hq/test-keys.ts';
import { databaseUrl } from '../test/support/postgres/global-setup.ts';
import { START_MS } from '../test/support/till-chain.ts';
import type { BenchResult } from './result.ts';
import { type BenchTill, benchTill, sellFor } from './support/bench-till.ts';

const BATCHES = 10;
const WARM_UP = 2;
const BATCH_ENTRIES = 500;

export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-bench-'));
  chmodSync(folder, 0o755);
  const server = await openEmbedded({ folder });
  try {
    return await measure(server.url);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(url: string): Promise<BenchResult> {
  const [db, raw] = [await freshDatabase(url, 'posting'), await freshDatabase(url, 'raw')];
  await requireDurable(db);
  const hq: Hq = { db, keys: testKeys(), nowMs: () => epochMs(START_MS), verifier: makeVerifier(db) };
  await loadDemo(hq, 1);
  const till = await benchTill(hq);
  sellFor(till, (BATCHES + WARM_UP) * BATCH_ENTRIES);
  const times: { readonly postedMs: number; readonly rawMs: number }[] = [];
  for (let batch = 0; batch < BATCHES + WARM_UP; batch += 1) {
    const postedMs = await timed(() => postBatch(hq, till, batch));
    const rows = await rowsOfBatch(db);
    const rawMs = await timed(() => insertRows(raw, rows));
    if (batch >= WARM_UP) times.push({ postedMs, rawMs });
  }
  await Promise.all([hq.verifier.close(), db.destroy(), raw.destroy()]);
  return result(times);
}

function result(times: readonly { readonly postedMs: number; readonly rawMs: number }[]): BenchResult {
  const postedMs = median(times.map((time) => time.postedMs));
  const rawMs = median(times.map((time) => time.rawMs));
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

async function postBatch(hq: Hq, { chain, caller }: BenchTill, batch: number): Promise<void> {
  const from = batch * BATCH_ENTRIES + 1;
  const entries = [...chain.wire(from, from + BATCH_ENTRIES - 1)];
  const answer = await push(hq, caller, { epoch: 1, entries });
  const ack = JSON.parse(answer?.document ?? '{}') as { wm: number; quarantined: unknown[] };
  assert(ack.wm === from + BATCH_ENTRIES - 1 && ack.quarantined.length === 0, 'every entry posts');
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

async function freshDatabase(url: string, name: string): Promise<Db> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const db = connect(databaseUrl(url, name));
  await migrate(db);
  return db;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

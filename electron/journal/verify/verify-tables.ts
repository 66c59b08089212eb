/** What a file holds beside its entries, and the rules that guard them. */
import { DatabaseSync } from 'node:sqlite';
import { JOURNAL_SCHEMA_SQL } from '../journal-schema.ts';
import { rowGuard } from '../row-guard.ts';
import { tablesOf } from '../tables-of.ts';
import type { FileStart } from './file-start.ts';
import type { Steps } from './steps.ts';

const ROWS_PER_STEP = 500;
const SHORT_ROWS = 2_000;
const GUARDS = `SELECT type, name, sql FROM sqlite_schema
  WHERE type IN ('trigger', 'index') AND sql IS NOT NULL ORDER BY name`;

/** JRN-2: the triggers that forbid changes, and the indexes that answer for the tables, are those of this program. */
export function* verifySchema(db: DatabaseSync): Steps {
  yield;
  const kept = new Map(
    db
      .prepare(GUARDS)
      .all()
      .map(({ name, sql }) => [name, sql]),
  );
  for (const { name, sql } of ownGuards())
    if (kept.get(name ?? '') !== sql) return { seq: 0, what: `schema: ${String(name)}` };
  return null;
}

function ownGuards() {
  const model = new DatabaseSync(':memory:');
  try {
    model.exec(JOURNAL_SCHEMA_SQL);
    return model.prepare(GUARDS).all();
  } finally {
    model.close();
  }
}

/** Every entry stands in the projection, or the window would never see it. */
export function* verifyRevisions(
  db: DatabaseSync,
  { start, uptoSeq }: { start: FileStart; uptoSeq: number },
): Steps {
  const rows = db.prepare('SELECT revision, seq FROM change WHERE revision > ? ORDER BY revision LIMIT ?');
  const firstSeq = start.tip.seq + 1;
  const seen = new Uint8Array(Math.max(0, uptoSeq - firstSeq + 1));
  let revision = start.afterRevision;
  for (;;) {
    const chunk = rows.all(revision, ROWS_PER_STEP) as { revision: number; seq: number }[];
    for (const { seq } of chunk) seen[seq - firstSeq] = 1;
    const last = chunk.at(-1);
    if (last === undefined) break;
    if (last.revision <= revision) return { seq: last.seq, what: 'revision' };
    revision = last.revision;
    yield;
  }
  const missing = seen.indexOf(0);
  return missing < 0 ? null : { seq: firstSeq + missing, what: 'revision' };
}

/**
 * SQLite's own check cannot be stopped half way, so it runs for small tables only. A long one is read through: its pages
 * hold together. The journal's own rows have been compared with their entries already.
 */
export function* verifyTablesBeside(db: DatabaseSync): Steps {
  for (const table of tablesOf(db)) {
    if (table === 'entry') continue;
    const found = isShort(db, table) ? checkWhole(db, table) : yield* readThrough(db, table);
    if (found !== null) return { seq: 0, what: `${table}: ${found}` };
    yield;
  }
  return basketFault(db) ? { seq: 0, what: 'open_basket' } : null;
}

function isShort(db: DatabaseSync, table: string): boolean {
  const row = db
    .prepare(`SELECT count(*) AS count FROM (SELECT 1 FROM ${table} LIMIT ${SHORT_ROWS + 1})`)
    .get();
  return (row?.['count'] as number) <= SHORT_ROWS;
}

function checkWhole(db: DatabaseSync, table: string): string | null {
  const found = db.prepare(`PRAGMA quick_check(${table})`).get()?.['quick_check'];
  return found === 'ok' ? null : String(found);
}

function* readThrough(db: DatabaseSync, table: string): Generator<void, string | null> {
  const hasRowId = db.prepare('SELECT wr FROM pragma_table_list WHERE name = ?').get(table)?.['wr'] === 0;
  if (!hasRowId) return null;
  const rows = db.prepare(
    `SELECT rowid AS at, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_PER_STEP}`,
  );
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const at = rows.all(after).at(-1)?.['at'] as number | undefined;
    if (at === undefined) return null;
    if (at <= after) return 'not in order';
    after = at;
    yield;
  }
}

function basketFault(db: DatabaseSync): boolean {
  const row = db.prepare('SELECT id, basket, guard FROM open_basket').get();
  if (row === undefined) return false;
  return row['guard'] !== rowGuard(row['id'] as string, row['basket'] as string);
}

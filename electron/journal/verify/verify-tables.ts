/** What a file holds beside its entries, and the rules that guard them. */
import { DatabaseSync } from 'node:sqlite';
import { JOURNAL_SCHEMA_SQL } from '../journal-schema.ts';
import { rowGuard } from '../row-guard.ts';
import { tablesOf } from '../tables-of.ts';
import type { FileStart } from './file-start.ts';
import type { Steps } from './steps.ts';

const ROWS_PER_STEP = 500;
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
 * SQLite's own check, table by table: it cannot be stopped half way. Entries are left out: they take nine tenths of it,
 * and have been read already.
 */
export function* verifyTablesBeside(db: DatabaseSync): Steps {
  for (const table of tablesOf(db)) {
    if (table === 'entry') continue;
    const found = db.prepare(`PRAGMA integrity_check(${table})`).get()?.['integrity_check'];
    if (found !== 'ok') return { seq: 0, what: `${table}: ${String(found)}` };
    yield;
  }
  return basketFault(db) ? { seq: 0, what: 'open_basket' } : null;
}

function basketFault(db: DatabaseSync): boolean {
  const row = db.prepare('SELECT id, basket, guard FROM open_basket').get();
  if (row === undefined) return false;
  return row['guard'] !== rowGuard(row['id'] as string, row['basket'] as string);
}

/**
 * EPO-5: what a cashier would miss at once of a journal that is damaged: the open basket, and receipts that were not
 * printed. Each is taken only where it reads back as it was written.
 */
import { DatabaseSync } from 'node:sqlite';
import { rowGuard } from '../journal/row-guard.ts';
import { type EntryRow, readRow } from '../journal/verify-chain.ts';
import { OPEN_STATES } from '../printer/spool-transitions.ts';

export const MAX_SALVAGED_JOBS = 500;

type Row = Readonly<Record<string, string | number | null>>;

export type Salvaged = { readonly basket: boolean; readonly jobs: number };

/** Puts it into the next epoch's file, which nobody has open. What cannot be read stays where it is. */
export function salvage(files: { readonly from: string; readonly into: string }): Salvaged {
  const old = new DatabaseSync(files.from, { readOnly: true });
  try {
    const basket = tried(() => openBasket(old)) ?? null;
    const jobs = tried(() => openJobs(old)) ?? [];
    const next = new DatabaseSync(files.into);
    try {
      next.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
      if (basket !== null) insert(next, 'open_basket', basket);
      const kept = jobs.filter((job) => keepReceipt(next, old, job));
      next.exec('COMMIT');
      return { basket: basket !== null, jobs: kept.length };
    } finally {
      next.close();
    }
  } finally {
    old.close();
  }
}

function openBasket(old: DatabaseSync): Row | null {
  const row = old.prepare('SELECT * FROM open_basket').get() as Row | undefined;
  const isWhole = row !== undefined && row['guard'] === rowGuard(String(row['id']), String(row['basket']));
  return isWhole ? row : null;
}

const openJobs = (old: DatabaseSync): readonly Row[] =>
  old
    .prepare(
      `SELECT * FROM print_job WHERE kind <> 'drawer'
       AND state IN (${OPEN_STATES.map((state) => `'${state}'`).join(', ')}) ORDER BY id LIMIT ${MAX_SALVAGED_JOBS}`,
    )
    .all() as readonly unknown[] as readonly Row[];

/** A job without its receipt would print nothing. */
function keepReceipt(next: DatabaseSync, old: DatabaseSync, job: Row): boolean {
  const entry = tried(() => old.prepare(ENTRY).get(job['entry_id'] ?? null)) as EntryRow | undefined;
  if (entry === undefined || !readRow(entry).ok) return false;
  const { id, head, hash, body } = entry;
  insert(next, 'saved_receipt', { id, head, hash, body });
  insert(next, 'print_job', job);
  return true;
}

const ENTRY = 'SELECT seq, id, kind, head, hash, sig, body FROM entry WHERE id = ?';

function insert(db: DatabaseSync, table: string, row: Row): void {
  const names = Object.keys(row);
  const marks = names.map(() => '?').join(', ');
  db.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${marks})`).run(
    ...names.map((name) => row[name] ?? null),
  );
}

function tried<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** The spool's rows. States change only through the transition table; each change is durable when it returns. */
import type { DatabaseSync } from 'node:sqlite';
import { type PrintState } from '../../shared/ipc/views.ts';
import { assert } from '../../shared/kernel/assert.ts';
import type { EntryId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { PrintKind } from './spool-port.ts';
import { spoolSchema } from './spool-schema.ts';
import { afterEvent, OPEN_STATES, type SpoolEvent, WAITING_STATES } from './spool-transitions.ts';
import type { PrinterCause } from './transport/printer-status.ts';

export type JobCode = PrinterCause | 'PRINTER-UNKNOWN';

export type JobRow = {
  readonly id: number;
  readonly entryId: EntryId;
  readonly kind: PrintKind;
  readonly copy: number;
  readonly receiptNumber: string;
  readonly state: PrintState;
  readonly code: JobCode | null;
  readonly attempts: number;
  readonly createdAtMs: EpochMs;
};

export type NewJobRow = Pick<JobRow, 'entryId' | 'kind' | 'copy' | 'receiptNumber' | 'state' | 'code'>;

export type SpoolStore = {
  readonly insert: (row: NewJobRow, nowMs: EpochMs) => number;
  readonly byId: (id: number) => JobRow | null;
  readonly byEntry: (entryId: EntryId) => readonly JobRow[];
  /** Drawer kicks first, then the oldest. */
  readonly nextWaiting: () => JobRow | null;
  readonly open: () => readonly JobRow[];
  readonly latest: (limit: number) => readonly JobRow[];
  /** False where the event means nothing in the job's state; then nothing has changed. */
  readonly apply: (id: number, event: SpoolEvent, facts: ApplyFacts) => boolean;
  readonly inTransaction: <T>(work: () => T) => T;
  /** Whether a printer has ever answered, or is known never to; null while neither is known. */
  readonly answers: (url: string) => boolean | null;
  readonly rememberAnswers: (url: string, answers: boolean) => void;
};

export type ApplyFacts = {
  readonly nowMs: EpochMs;
  readonly code?: JobCode | null;
  readonly bytesSha256?: string;
};

const COLUMNS = `id, entry_id AS entryId, kind, copy, receipt_number AS receiptNumber, state, code, attempts,
  created_at_ms AS createdAtMs`;
const list = (states: readonly PrintState[]): string => states.map((state) => `'${state}'`).join(', ');

export function openSpoolStore(db: DatabaseSync): SpoolStore {
  db.exec(spoolSchema);
  const insert = db.prepare(`INSERT INTO print_job
    (entry_id, kind, copy, receipt_number, state, code, created_at_ms, changed_at_ms)
    VALUES (:entryId, :kind, :copy, :receiptNumber, :state, :code, :nowMs, :nowMs)`);
  const select = (rest: string) => db.prepare(`SELECT ${COLUMNS} FROM print_job ${rest}`);
  const byId = select('WHERE id = ?');
  const byEntry = select('WHERE entry_id = ? ORDER BY id');
  const next = select(`WHERE state IN (${list(WAITING_STATES)}) ORDER BY kind = 'drawer' DESC, id LIMIT 1`);
  const open = select(`WHERE state IN (${list(OPEN_STATES)}) ORDER BY id DESC`);
  const latest = select(`WHERE kind <> 'drawer' ORDER BY id DESC LIMIT ?`);
  const update = db.prepare(`UPDATE print_job SET state = :state, code = :code, changed_at_ms = :nowMs,
    attempts = attempts + :tries, bytes_sha256 = coalesce(:bytesSha256, bytes_sha256) WHERE id = :id`);
  const answers = db.prepare('SELECT answers FROM printer_memory WHERE url = ?');
  const remember = db.prepare(`INSERT INTO printer_memory (url, answers) VALUES (?, ?)
    ON CONFLICT (url) DO UPDATE SET answers = excluded.answers WHERE answers <> excluded.answers`);
  const one = (row: unknown): JobRow | null => (row === undefined ? null : (row as JobRow));

  return {
    insert: ({ entryId, kind, copy, receiptNumber, state, code }, nowMs) => {
      const row = { entryId, kind, copy, receiptNumber, state, code, nowMs };
      return Number(insert.run(row).lastInsertRowid);
    },
    byId: (id) => one(byId.get(id)),
    byEntry: (entryId) => byEntry.all(entryId) as readonly unknown[] as readonly JobRow[],
    nextWaiting: () => one(next.get()),
    open: () => open.all() as readonly unknown[] as readonly JobRow[],
    latest: (limit) => latest.all(limit) as readonly unknown[] as readonly JobRow[],
    apply: (id, event, facts) => {
      const row = one(byId.get(id));
      assert(row, `print job ${id} exists`);
      const state = afterEvent(row.state, event);
      if (state === null) return false;
      const code = facts.code === undefined ? row.code : facts.code;
      const { nowMs, bytesSha256 = null } = facts;
      update.run({ id, state, code, nowMs, bytesSha256, tries: event === 'send' ? 1 : 0 });
      return true;
    },
    inTransaction: (work) => inTransaction(db, work),
    answers: (url) => {
      const row = answers.get(url);
      return row === undefined ? null : row['answers'] === 1;
    },
    rememberAnswers: (url, does) => {
      remember.run(url, does ? 1 : 0);
    },
  };
}

/** On a full disk SQLite has rolled back by itself already. */
function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    db.exec('COMMIT');
    return value;
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}

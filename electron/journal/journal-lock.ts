/**
 * The journal is several files that change places when a segment is closed, so one lock stands for all of them. It is
 * SQLite's own on a file that stays empty: the system takes it back from a process that is killed.
 */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { sqliteFault } from './sqlite-fault.ts';

export type JournalLock = { readonly release: () => void };

/** Throws SQLite's error; `busy` when another process, or this one, has it. */
export function lockJournal(path: string): JournalLock {
  try {
    return locked(path);
  } catch (cause) {
    if (sqliteFault(cause) !== 'damaged') throw cause;
    // Whatever stands in it, it is nobody's: a holder would have met the same.
    rmSync(path, { force: true });
    return locked(path);
  }
}

function locked(path: string): JournalLock {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return { release: () => db.close() };
  } catch (cause) {
    db.close();
    throw cause;
  }
}

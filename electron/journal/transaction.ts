import type { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type SqliteFault, sqliteFault } from './sqlite-fault.ts';

/** All of `act` or nothing of it, durable when this returns. A bug inside is thrown on, after the rollback. */
export function inTransaction<T>(db: DatabaseSync, act: () => T): Result<T, SqliteFault> {
  try {
    db.exec('BEGIN IMMEDIATE');
    const value = act();
    db.exec('COMMIT');
    return ok(value);
  } catch (cause) {
    // On a full disk SQLite has rolled back already, and a second ROLLBACK would throw.
    if (db.isTransaction) db.exec('ROLLBACK');
    const fault = sqliteFault(cause);
    if (fault === null) throw cause;
    return fail(fault);
  }
}

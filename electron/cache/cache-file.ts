/**
 * What HQ said last of place, programmes and staff, kept over a restart. It can be had from HQ again, so a damaged
 * file is set aside and made anew; the signed texts are verified again whenever they are read.
 */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { assert } from '../../shared/kernel/assert.ts';
import { sqliteFault } from '../journal/sqlite-fault.ts';
import type { Log } from '../log/log.ts';

export type CacheFile = {
  readonly read: (key: string) => string | null;
  readonly readAll: (prefix: string) => readonly string[];
  /** Durable and atomic over all pairs. */
  readonly write: (pairs: readonly (readonly [key: string, text: string])[]) => void;
  readonly close: () => void;
};

export const cachePath = (userData: string): string => join(userData, 'cache.sqlite');

const SCHEMA_SQL = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS reference (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

export function openCache(path: string, log: Log): CacheFile {
  const kept = openedSound(path);
  if (kept) return kept;
  log.error('cache.damaged', 'it is made anew');
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  renameSync(path, `${path}.damaged`);
  const made = openedSound(path);
  assert(made, 'a new cache is sound');
  return made;
}

/** Null for a file that is no database, or no whole one; other faults of the disk are thrown on. */
function openedSound(path: string): CacheFile | null {
  const db = new DatabaseSync(path);
  try {
    db.exec(SCHEMA_SQL);
    if (db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok') return cacheOver(db);
  } catch (cause) {
    if (sqliteFault(cause) !== 'damaged') {
      db.close();
      throw cause;
    }
  }
  db.close();
  return null;
}

function cacheOver(db: DatabaseSync): CacheFile {
  const read = db.prepare('SELECT text FROM reference WHERE key = ?');
  const readAll = db.prepare('SELECT text FROM reference WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key');
  const write = db.prepare('INSERT OR REPLACE INTO reference (key, text) VALUES (?, ?)');
  return {
    read: (key) => (read.get(key)?.['text'] as string | undefined) ?? null,
    readAll: (prefix) => readAll.all(prefix).map((row) => row['text'] as string),
    write: (pairs) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        for (const [key, text] of pairs) write.run(key, text);
        db.exec('COMMIT');
      } catch (cause) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw cause;
      }
    },
    close: () => db.close(),
  };
}

/**
 * Grants that no entry has used yet, beside the journal: durable, because line and power may go in one storm. It is
 * written by SYNC and never on a sale's path. Losing it costs nothing but asking HQ again; a damaged one is made anew.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LeaseId, OwnerId } from '../../shared/kernel/ids.ts';
import type { LeaseGrant, LeaseHolder } from '../../shared/lease/lease.ts';
import type { SignedText } from '../../shared/ledger/body.ts';
import { sqliteFault } from '../journal/sqlite-fault.ts';
import type { Log } from '../log/log.ts';

/** Beyond these HQ has gone mad, or this till has been lied to. */
export const MAX_KEPT_GRANTS = 20_000;
/** Grants of one owner, of all assets, that are looked at for one sale. */
export const MAX_OWNER_GRANTS = 60;

export const grantsPath = (userData: string): string => join(userData, 'grants.sqlite');
export const GRANT_FILES = ['grants.sqlite', 'grants.sqlite-wal', 'grants.sqlite-shm'];

export type StoredGrant = { readonly text: SignedText; readonly grant: LeaseGrant };

/** Nothing here throws: a disk that is full or broken keeps no grants, and there are none. */
export type GrantFile = {
  /** HQ's log index of the newest grant that was ever put down; 0: none was, or they are gone. */
  readonly newest: () => number;
  readonly ofOwner: (owner: OwnerId) => readonly SignedText[];
  readonly ofLease: (lease: LeaseId) => SignedText | null;
  /** All or none of them; false when they are not kept. */
  readonly put: (grants: readonly StoredGrant[], newest: number) => boolean;
  /** Those whose end has passed in chain time. */
  readonly dropEnded: (atMs: number) => void;
  readonly clear: () => void;
  /** HQ is asked for all of them; what is here stays meanwhile. */
  readonly forgetNewest: () => void;
  readonly close: () => void;
};

const SCHEMA_SQL = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS holder (
    one INTEGER PRIMARY KEY CHECK (one = 1), till TEXT NOT NULL, epoch INTEGER NOT NULL, newest INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS lease_grant (
    lease TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    document TEXT NOT NULL,
    sig TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS lease_grant_owner ON lease_grant (owner);
  CREATE INDEX IF NOT EXISTS lease_grant_end ON lease_grant (expires_at_ms);
`;

export function openGrantFile(path: string, { holder, log }: { holder: LeaseHolder; log: Log }): GrantFile {
  let file = openedOrAnew(path, { holder, log });

  function sound<T>(otherwise: T, act: (db: Prepared) => T): T {
    if (file === null) return otherwise;
    try {
      return act(file);
    } catch (cause) {
      const fault = sqliteFault(cause);
      if (fault === null) throw cause;
      log.error('grants.file', cause);
      if (fault === 'damaged') {
        file.db.close();
        remove(path);
        file = openedOrAnew(path, { holder, log });
      }
      return otherwise;
    }
  }

  return {
    newest: () => sound(0, ({ newest }) => newest.get()?.['newest'] as number),
    ofOwner: (owner) =>
      sound<readonly SignedText[]>([], ({ ofOwner }) => ofOwner.all(owner).map((row) => textOf(row))),
    ofLease: (lease) =>
      sound<SignedText | null>(null, ({ ofLease }) => {
        const row = ofLease.get(lease);
        return row === undefined ? null : textOf(row);
      }),
    put: (grants, newest) => sound(false, (db) => putAll(db, grants, newest)),
    dropEnded: (atMs) => sound(undefined, ({ dropEnded }) => void dropEnded.run(atMs)),
    clear: () =>
      sound(undefined, ({ db }) => db.exec('DELETE FROM lease_grant; UPDATE holder SET newest = 0')),
    forgetNewest: () => sound(undefined, ({ setNewest }) => void setNewest.run(0)),
    close: () => file?.db.close(),
  };
}

type Row = Readonly<Record<string, unknown>>;

const textOf = (row: Row): SignedText => ({ document: row['document'] as string, sig: row['sig'] as string });

function putAll(on: Prepared, grants: readonly StoredGrant[], newest: number): boolean {
  on.db.exec('BEGIN IMMEDIATE');
  try {
    let room = MAX_KEPT_GRANTS - (on.count.get()?.['count'] as number);
    for (const { grant, text } of grants) {
      if (room <= 0) break;
      on.put.run(grant.lease, grant.owner, grant.expiresAtMs, text.document, text.sig);
      room -= 1;
    }
    on.setNewest.run(newest);
    on.db.exec('COMMIT');
    return true;
  } catch (cause) {
    if (on.db.isTransaction) on.db.exec('ROLLBACK');
    throw cause;
  }
}

type Prepared = ReturnType<typeof prepared>;

const prepared = (db: DatabaseSync) => ({
  db,
  newest: db.prepare('SELECT newest FROM holder'),
  setNewest: db.prepare('UPDATE holder SET newest = ?'),
  count: db.prepare('SELECT count(*) AS count FROM lease_grant'),
  ofOwner: db.prepare(
    `SELECT document, sig FROM lease_grant WHERE owner = ? ORDER BY expires_at_ms, lease LIMIT ${MAX_OWNER_GRANTS}`,
  ),
  ofLease: db.prepare('SELECT document, sig FROM lease_grant WHERE lease = ?'),
  put: db.prepare('INSERT OR REPLACE INTO lease_grant VALUES (?, ?, ?, ?, ?)'),
  dropEnded: db.prepare('DELETE FROM lease_grant WHERE expires_at_ms <= ?'),
});

type Opening = { readonly holder: LeaseHolder; readonly log: Log };

/** Null where the disk lets nobody keep anything. */
function openedOrAnew(path: string, { holder, log }: Opening): Prepared | null {
  for (const mayRemove of [true, false]) {
    try {
      return opened(path, holder);
    } catch (cause) {
      log.error('grants.notOpened', cause);
      if (!mayRemove || sqliteFault(cause) !== 'damaged') break;
      remove(path);
    }
  }
  return null;
}

/** What another epoch was granted is of no use to this one (R7). */
function opened(path: string, { till, epoch }: LeaseHolder): Prepared {
  const db = new DatabaseSync(path);
  try {
    db.exec(SCHEMA_SQL);
    const of = db.prepare('SELECT till, epoch FROM holder').get();
    if (of?.['till'] !== till || of['epoch'] !== epoch) {
      db.exec('DELETE FROM lease_grant; DELETE FROM holder');
      db.prepare('INSERT INTO holder VALUES (1, ?, ?, 0)').run(till, epoch);
    }
    return prepared(db);
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function remove(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

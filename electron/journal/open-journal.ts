/**
 * Opens or makes the journal's file. A file that does not verify is only ever read: it is checked through a read-only
 * connection first, so damage leaves its bytes as they were found (JRN-4).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Failure, failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { Clock } from '../clock/clock.ts';
import type { SigningKey } from '../keys/ed25519.ts';
import type { Log } from '../log/log.ts';
import { createJournal, type Journal } from './journal.ts';
import { JOURNAL_PRAGMAS, JOURNAL_SCHEMA, JOURNAL_SCHEMA_SQL } from './journal-schema.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { type ChainOwner, genesisTip, type VerifiedChain, verifyChain } from './verify-chain.ts';

export const journalPath = (userData: string): string => join(userData, 'journal.sqlite');

export type JournalFile = {
  readonly path: string;
  readonly owner: ChainOwner;
  /** Tables that share the journal's transactions: the spool's. */
  readonly moreSchemaSql: string;
};

export type JournalOptions = JournalFile & {
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly log: Log;
  readonly makeRoom?: () => boolean;
  readonly onChange: () => void;
};

/** Makes the file of a new epoch. Called once, at enrolment, before the identity is kept. */
export function makeJournalFile({ path, owner, moreSchemaSql }: JournalFile): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(JOURNAL_PRAGMAS);
    db.exec(`BEGIN IMMEDIATE; ${JOURNAL_SCHEMA_SQL} ${moreSchemaSql}`);
    const { till, epoch, publicKey } = owner;
    db.prepare('INSERT INTO owner VALUES (1, ?, ?, ?, ?)').run(JOURNAL_SCHEMA, till, epoch, publicKey);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}

/**
 * Fails with JOURNAL-DAMAGED, JOURNAL-BUSY or JOURNAL-FULL. The file of an enrolled till that is gone is damage: a new
 * one under the same epoch would be a second history.
 */
export function openJournal(options: JournalOptions): Result<Journal> {
  const { path, log } = options;
  if (!existsSync(path)) return refuse(log, 'the file is missing');
  let db: DatabaseSync | null = null;
  try {
    const checked = checkedReadOnly(options);
    if (!checked.ok) return checked;
    db = lockedForWriting(options);
    // Another process may have appended between the check and the lock.
    const chain = lastHash(db, options) === checked.value.tip.hash ? checked : checkedChain(db, options);
    if (chain.ok) return ok(createJournal({ ...options, db, chain: chain.value }));
    db.close();
    return chain;
  } catch (cause) {
    db?.close();
    return refuse(log, cause);
  }
}

function checkedReadOnly(options: JournalOptions): Result<VerifiedChain> {
  const db = new DatabaseSync(options.path, { readOnly: true });
  try {
    return checkedChain(db, options);
  } finally {
    db.close();
  }
}

function lockedForWriting({ path, moreSchemaSql }: JournalOptions): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(JOURNAL_PRAGMAS);
    db.exec(`BEGIN EXCLUSIVE; ${JOURNAL_SCHEMA_SQL} ${moreSchemaSql} COMMIT`);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function checkedChain(db: DatabaseSync, { owner, log }: JournalOptions): Result<VerifiedChain> {
  const row = db.prepare('SELECT schema, till, epoch, public_key AS publicKey FROM owner').get();
  const mine =
    row?.['till'] === owner.till && row['epoch'] === owner.epoch && row['publicKey'] === owner.publicKey;
  if (!mine || row['schema'] !== JOURNAL_SCHEMA) return refuse(log, 'the file is not of this till');
  // Pages that no entry lies on: indexes, print jobs, acknowledgements.
  const pages = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (pages !== 'ok') return refuse(log, String(pages));
  const chain = verifyChain(db, owner);
  return chain.ok ? chain : refuse(log, `${chain.failure.what} at ${chain.failure.seq}`);
}

const lastHash = (db: DatabaseSync, { owner }: JournalOptions): unknown =>
  db.prepare('SELECT hash FROM entry ORDER BY seq DESC LIMIT 1').get()?.['hash'] ?? genesisTip(owner).hash;

function refuse(log: Log, cause: unknown): { readonly ok: false; readonly failure: Failure } {
  const fault = sqliteFault(cause);
  log.error('journal.refused', cause, { fault });
  if (fault === 'busy') return fail(failure('JOURNAL-BUSY'));
  return fail(failure(fault === 'full' ? 'JOURNAL-FULL' : 'JOURNAL-DAMAGED'));
}

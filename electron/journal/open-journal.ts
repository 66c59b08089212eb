/**
 * Opens or makes the journal's file. A file that does not verify is only ever read: it is checked through a read-only
 * connection first, so damage leaves its bytes as they were found (JRN-4).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Failure, failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { Clock, Timers } from '../clock/clock.ts';
import type { SigningKey } from '../keys/ed25519.ts';
import type { Log } from '../log/log.ts';
import { bringForward, putSegment } from './bring-forward.ts';
import { createJournal, type Journal } from './journal.ts';
import { type JournalPlaces, journalPlaces } from './journal-files.ts';
import { JOURNAL_LIMITS, type JournalLimits, type OnPoint } from './journal-limits.ts';
import { type JournalLock, lockJournal } from './journal-lock.ts';
import { JOURNAL_PRAGMAS, JOURNAL_SCHEMA_SQL } from './journal-schema.ts';
import { adoptClosed } from './segments/adopt-closed.ts';
import { type ClosedSegments, closedSegments } from './segments/closed-segments.ts';
import { putOwner } from './segments/next-file.ts';
import { rollSegment } from './segments/roll.ts';
import { rollIsDue } from './segments/roll-is-due.ts';
import { settleFiles } from './segments/settle-files.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { openTipMemory } from './tip-memory.ts';
import { inTransaction } from './transaction.ts';
import { FIRST_SEGMENT, type FileStart } from './verify/file-start.ts';
import { inBackground } from './verify/in-background.ts';
import { checkAtOpening, type OpenedChain } from './verify/opening-check.ts';
import { type ChainOwner, genesisTip } from './verify-chain.ts';

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
  /** None: opened only for a moment, and nothing is verified in the background. */
  readonly timers?: Timers;
  readonly log: Log;
  readonly makeRoom?: () => boolean;
  readonly onChange: () => void;
  readonly limits?: Partial<JournalLimits>;
  readonly onPoint?: OnPoint;
};

/** Makes the file of a till's first epoch. Called once, at enrolment, before the identity is kept. */
export function makeJournalFile({ path, owner, moreSchemaSql }: JournalFile): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(JOURNAL_PRAGMAS);
    db.exec(`BEGIN IMMEDIATE; ${JOURNAL_SCHEMA_SQL} ${moreSchemaSql}`);
    putOwner(db, owner);
    const tip = genesisTip(owner);
    putSegment(db, { number: FIRST_SEGMENT, tip, lastDayClose: 0, afterRevision: 0 });
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
  const places = journalPlaces(path);
  if (!existsSync(path) && !existsSync(places.next)) return refuse(log, 'the file is missing');
  let lock: JournalLock | null = null;
  try {
    lock = lockJournal(places.lock);
    const opened = openLocked(options, { places, lock });
    if (!opened.ok) lock.release();
    return opened;
  } catch (cause) {
    lock?.release();
    return refuse(log, cause);
  }
}

type Locked = { readonly places: JournalPlaces; readonly lock: JournalLock };

function openLocked(options: JournalOptions, { places, lock }: Locked): Result<Journal> {
  const { owner, log } = options;
  const settled = settleFiles(places, owner);
  if (settled !== 'keep') log.info('journal.settled', { settled });
  if (!existsSync(places.live)) return refuse(log, 'the file is missing');
  const checked = checkedReadOnly(options, places);
  if (!checked.ok) return checked;
  const opened = rolledWhenDue(options, { places, chain: checked.value });
  return opened.ok ? ok(started(options, { places, lock, ...opened.value })) : opened;
}

function started(
  options: JournalOptions,
  { places, lock, db, chain }: Locked & { db: DatabaseSync; chain: OpenedChain },
): Journal {
  const { log, onPoint = () => undefined } = options;
  const limits = { ...JOURNAL_LIMITS, ...options.limits };
  const closed = closedSegments(places.segments, log);
  const tipMemory = openTipMemory(places.tip, log);
  let stopVerifying = (): void => undefined;
  const onClose = (): void => {
    stopVerifying();
    lock.release();
  };
  const start = adopted(db, closed, chain);
  const parts = { db, chain: { ...chain, start }, closed, tipMemory, limits, onPoint, onClose };
  const journal = createJournal({ ...options, ...parts });
  const { timers } = options;
  if (timers !== undefined) stopVerifying = inBackground(journal, { ...options, timers, limits, onPoint });
  return journal;
}

/** A full disk does not keep the till from opening: it is done the next time. */
function adopted(db: DatabaseSync, closed: ClosedSegments, { start, tip }: OpenedChain): FileStart {
  const done = inTransaction(db, () => adoptClosed(db, closed, { start, epoch: tip.epoch }));
  return done.ok ? done.value : start;
}

function checkedReadOnly(options: JournalOptions, places: JournalPlaces): Result<OpenedChain> {
  const db = new DatabaseSync(places.live, { readOnly: true });
  try {
    return check(db, options, places);
  } finally {
    db.close();
  }
}

type Opened = { readonly db: DatabaseSync; readonly chain: OpenedChain };

/** A segment that cannot be closed now, because the disk is full, goes on being the live one. */
function rolledWhenDue(
  options: JournalOptions,
  { places, chain }: { places: JournalPlaces; chain: OpenedChain },
): Result<Opened> {
  const db = lockedForWriting(options);
  const limits = { ...JOURNAL_LIMITS, ...options.limits };
  if (!rollIsDue(db, { ...chain, limits })) return ok({ db, chain });
  try {
    rollSegment(db, { ...options, places, chain, onPoint: options.onPoint ?? (() => undefined) });
    options.log.info('segment.closed', { number: chain.start.number, lastSeq: chain.tip.seq });
  } catch (cause) {
    options.log.error('segment.notClosed', cause);
    if (db.isOpen) db.close();
    settleFiles(places, options.owner);
  }
  const again = checkedReadOnly(options, places);
  return again.ok ? ok({ db: lockedForWriting(options), chain: again.value }) : again;
}

function lockedForWriting({ path, owner, moreSchemaSql }: JournalOptions): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(JOURNAL_PRAGMAS);
    db.exec('BEGIN EXCLUSIVE');
    bringForward(db, owner);
    db.exec(`${moreSchemaSql} COMMIT`);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function check(
  db: DatabaseSync,
  { owner, log }: JournalOptions,
  { tip: tipPath }: JournalPlaces,
): Result<OpenedChain> {
  const chain = checkAtOpening(db, { owner, tipPath });
  return chain.ok ? chain : refuse(log, `${chain.failure.what} at ${chain.failure.seq}`);
}

function refuse(log: Log, cause: unknown): { readonly ok: false; readonly failure: Failure } {
  const fault = sqliteFault(cause);
  log.error('journal.refused', cause, { fault });
  if (fault === 'busy') return fail(failure('JOURNAL-BUSY'));
  return fail(failure(fault === 'full' ? 'JOURNAL-FULL' : 'JOURNAL-DAMAGED'));
}

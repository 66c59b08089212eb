/**
 * JRN-1 … JRN-3: the till's one truth. An entry, its effects, its print jobs and the end of its basket are one durable
 * transaction; `append` returns after the commit, and only then may anything be printed, shown as done or sent.
 */
import type { DatabaseSync } from 'node:sqlite';
import { assert } from '../../shared/kernel/assert.ts';
import { type Failure, failure } from '../../shared/kernel/failure.ts';
import { MAX_BODY_CHARS, MAX_LINES } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { MAX_HEAD_CHARS } from '../../shared/protocol/push.ts';
import { foldTill, type TillState } from '../../shared/shift/till-state.ts';
import type { Clock } from '../clock/clock.ts';
import type { SigningKey } from '../keys/ed25519.ts';
import type { Log } from '../log/log.ts';
import { type AckRow, ackStore, type HqAnswer } from './acknowledgements.ts';
import { checkpointDraft } from './checkpoint.ts';
import { entryWriter } from './entry-writer.ts';
import type { JournalLimits, OnPoint } from './journal-limits.ts';
import { type EntryDraft, type HqWord, type MadeEntry, makeEntry } from './make-entry.ts';
import type { ClosedSegments } from './segments/closed-segments.ts';
import { type LateAcknowledgements, lateAcknowledgements } from './segments/late-acknowledgements.ts';
import { rollIsDue } from './segments/roll-is-due.ts';
import type { SqliteFault } from './sqlite-fault.ts';
import type { TipMemory } from './tip-memory.ts';
import { inTransaction } from './transaction.ts';
import type { FileStart } from './verify/file-start.ts';
import type { OpenedChain } from './verify/opening-check.ts';
import type { ChainDamage } from './verify-chain.ts';

export type JournalHealth = 'ok' | 'damaged' | 'full';

export type Journal = {
  /** The live segment: for tables that share its transactions, and for reading. Never write entries through it. */
  readonly db: DatabaseSync;
  readonly start: FileStart;
  readonly closed: ClosedSegments;
  readonly late: LateAcknowledgements;
  readonly tip: () => ChainTip;
  readonly state: () => TillState;
  readonly hqWord: () => HqWord;
  /** Rises when HQ was restored from a backup: what was learned of its log before may have been taken back. */
  readonly hqEpoch: () => number;
  /** Acknowledged entries of the live segment. */
  readonly acknowledgedCount: () => number;
  readonly health: () => JournalHealth;
  /** Time since the last entry, or since opening: a stopped wall clock cannot hold it. */
  readonly sinceLastEntryMs: () => number;
  /**
   * Fails with JOURNAL-FULL (try again when there is space), JOURNAL-DAMAGED (nothing more is accepted), BASKET-LIMIT
   * (more text than HQ takes in one entry) or TILL-RENEWING (a SEAL has ended this epoch).
   */
  readonly append: (draft: EntryDraft, alongside?: (made: MadeEntry) => void) => Result<MadeEntry>;
  /** Keeps HQ's word on where entries stand in its log, and on its time. Gives the number of rows that changed. */
  readonly acknowledge: (rows: readonly AckRow[], answer: HqAnswer) => Result<number>;
  /** Any other durable change beside the entries. */
  readonly write: (change: () => void) => Result<null>;
  /** Somebody read what cannot have been written: from here on nothing more is accepted. */
  readonly damaged: (found: ChainDamage) => void;
  /** Whether opening this journal again would close its segment. */
  readonly rollIsDue: () => boolean;
  readonly close: () => void;
};

export type JournalParts = {
  readonly db: DatabaseSync;
  readonly chain: OpenedChain;
  readonly closed: ClosedSegments;
  readonly tipMemory: TipMemory;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: JournalLimits;
  readonly onPoint: OnPoint;
  /** Asked when the disk is full; true means that there is room now, and the write is tried once more. */
  readonly makeRoom?: () => boolean;
  /** After a commit that changed what others show or send. */
  readonly onChange: () => void;
  readonly onClose: () => void;
};

export function createJournal(parts: JournalParts): Journal {
  const { db, chain, closed, tipMemory, key, clock, log, limits, onPoint, makeRoom, onChange } = parts;
  const insertEntry = entryWriter(db);
  const late = lateAcknowledgements(db, closed);
  const acks = ackStore(db, { late, hq: chain.hq });
  let { tip, state, lastCheckpointSeq } = chain;
  let health: JournalHealth = 'ok';
  let lastEntryAt = clock.elapsedMs();

  function transact<T>(act: () => T): Result<T> {
    if (health === 'damaged') return fail(failure('JOURNAL-DAMAGED'));
    const first = inTransaction(db, act);
    // DSK-4: nothing of the first try is left, so the same is simply done again.
    const done = !first.ok && first.failure === 'full' && makeRoom?.() ? inTransaction(db, act) : first;
    health = done.ok ? 'ok' : healthAfter(done.failure);
    return done.ok ? done : fail(failureOf(health));
  }

  const hqWord = (): HqWord => {
    const { logIndex, timeMs } = acks.word();
    return { logIndex, timeMs };
  };
  const make = (draft: EntryDraft, on: ChainTip): MadeEntry =>
    makeEntry(draft, { tip: on, hq: hqWord(), key });

  /** SEG-1: due entries and their checkpoint are one transaction, so a checkpoint is never missing and never late. */
  function checkpointAfter(last: MadeEntry): MadeEntry | null {
    const { seq, kind } = last.entry;
    if (seq - lastCheckpointSeq < limits.checkpointEvery || kind === 'SEAL') return null;
    const folded = foldTill(state, last.entry, last.content);
    const draft = checkpointDraft({ state: folded, prev: last.hash, moment: last.entry, continues: null });
    const made = make(draft, tipOf(last));
    assert(made.body.length <= MAX_BODY_CHARS, 'a till’s state fits into an entry');
    insertEntry(made);
    onPoint('append.checkpointed');
    return made;
  }

  function take(made: MadeEntry): void {
    tip = tipOf(made);
    state = foldTill(state, made.entry, made.content);
    if (made.entry.kind === 'CHECKPOINT') lastCheckpointSeq = made.entry.seq;
  }

  function append(draft: EntryDraft, alongside?: (made: MadeEntry) => void): Result<MadeEntry> {
    if (state.sealed && health !== 'damaged') return fail(failure('TILL-RENEWING'));
    const made = make(draft, tip);
    // An entry that HQ cannot take would stand in front of all that come after it.
    if (made.body.length > MAX_BODY_CHARS || made.head.length > MAX_HEAD_CHARS)
      return fail(failure('BASKET-LIMIT', { max: MAX_LINES }));
    const done = transact(() => {
      insertEntry(made);
      alongside?.(made);
      onPoint('append.written');
      return checkpointAfter(made);
    });
    if (!done.ok) return done;
    onPoint('append.durable');
    take(made);
    if (done.value !== null) take(done.value);
    tipMemory.remember(tip);
    lastEntryAt = clock.elapsedMs();
    onChange();
    return ok(made);
  }

  return {
    db,
    start: chain.start,
    closed,
    late,
    tip: () => tip,
    state: () => state,
    hqWord,
    hqEpoch: () => acks.word().hqEpoch,
    acknowledgedCount: acks.count,
    health: () => health,
    sinceLastEntryMs: () => clock.elapsedMs() - lastEntryAt,
    append,
    acknowledge: (rows, answer) => {
      const done = transact(() => acks.write(rows, answer));
      acks.remember(done.ok);
      if (done.ok && done.value > 0) onChange();
      return done;
    },
    write: (change) => {
      const done = transact(change);
      return done.ok ? ok(null) : done;
    },
    damaged: ({ seq, what }) => {
      if (health === 'damaged') return;
      health = 'damaged';
      log.error('journal.damaged', `${what} at ${seq}`);
      onChange();
    },
    rollIsDue: () => rollIsDue(db, { tip, state, start: chain.start, limits }),
    close: () => {
      parts.onClose();
      closed.close();
      db.close();
      tipMemory.close();
    },
  };
}

const tipOf = ({ entry, hash }: MadeEntry): ChainTip => ({
  till: entry.till,
  epoch: entry.epoch,
  seq: entry.seq,
  hash,
  atMs: entry.atMs,
});

/** After an I/O error nobody knows whether the commit reached the disk: only opening again can tell. */
const healthAfter = (fault: SqliteFault): JournalHealth => (fault === 'full' ? 'full' : 'damaged');

const failureOf = (health: JournalHealth): Failure =>
  failure(health === 'full' ? 'JOURNAL-FULL' : 'JOURNAL-DAMAGED');

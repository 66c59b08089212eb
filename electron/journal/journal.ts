/**
 * JRN-1 … JRN-3: the till's one truth. An entry, its effects, its print jobs and the end of its basket are one durable
 * transaction; `append` returns after the commit, and only then may anything be printed, shown as done or sent.
 */
import type { DatabaseSync } from 'node:sqlite';
import { failure } from '../../shared/kernel/failure.ts';
import { MAX_BODY_CHARS, MAX_LINES } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { MAX_HEAD_CHARS } from '../../shared/protocol/push.ts';
import type { TillState } from '../../shared/shift/till-state.ts';
import type { Clock } from '../clock/clock.ts';
import type { SigningKey } from '../keys/ed25519.ts';
import type { Log } from '../log/log.ts';
import { type AckRow, ackStore, type HqAnswer } from './acknowledgements.ts';
import { growingChain } from './growing-chain.ts';
import { healthKeeper, type JournalHealth } from './journal-health.ts';
import type { JournalLimits, OnPoint } from './journal-limits.ts';
import type { EntryDraft, HqWord, MadeEntry } from './make-entry.ts';
import type { ClosedSegments } from './segments/closed-segments.ts';
import { type LateAcknowledgements, lateAcknowledgements } from './segments/late-acknowledgements.ts';
import { rollIsDue } from './segments/roll-is-due.ts';
import type { TipMemory } from './tip-memory.ts';
import type { FileStart } from './verify/file-start.ts';
import type { OpenedChain } from './verify/opening-check.ts';
import type { ChainDamage } from './verify-chain.ts';

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
  const { health, transact, damaged } = healthKeeper(db, { log, onChange, ...(makeRoom && { makeRoom }) });
  const late = lateAcknowledgements(db, closed);
  const acks = ackStore(db, { late, hq: chain.hq });
  const hqWord = (): HqWord => {
    const { logIndex, timeMs } = acks.word();
    return { logIndex, timeMs };
  };
  const growing = growingChain(db, { chain, key, hqWord, limits, onPoint });
  const { tip, state } = growing;
  let lastEntryAt = clock.elapsedMs();

  function append(draft: EntryDraft, alongside?: (made: MadeEntry) => void): Result<MadeEntry> {
    if (state().sealed && health() !== 'damaged') return fail(failure('TILL-RENEWING'));
    const made = growing.make(draft);
    // An entry that HQ cannot take would stand in front of all that come after it.
    if (made.body.length > MAX_BODY_CHARS || made.head.length > MAX_HEAD_CHARS)
      return fail(failure('BASKET-LIMIT', { max: MAX_LINES }));
    const done = transact(() => growing.write(made, alongside));
    if (!done.ok) return done;
    onPoint('append.durable');
    growing.take(done.value);
    tipMemory.remember(tip());
    lastEntryAt = clock.elapsedMs();
    onChange();
    return ok(made);
  }

  return {
    db,
    start: chain.start,
    closed,
    late,
    tip,
    state,
    hqWord,
    hqEpoch: () => acks.word().hqEpoch,
    acknowledgedCount: acks.count,
    health,
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
    damaged,
    rollIsDue: () => rollIsDue(db, { tip: tip(), state: state(), start: chain.start, limits }),
    close: () => {
      parts.onClose();
      closed.close();
      db.close();
      tipMemory.close();
    },
  };
}

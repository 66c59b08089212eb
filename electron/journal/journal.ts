/**
 * JRN-1 … JRN-3: the till's one truth. An entry, its effects, its print jobs and the end of its basket are one durable
 * transaction; `append` returns after the commit, and only then may anything be printed, shown as done or sent.
 */
import type { DatabaseSync } from 'node:sqlite';
import { type Failure, failure } from '../../shared/kernel/failure.ts';
import { MAX_BODY_CHARS, MAX_LINES } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { MAX_HEAD_CHARS } from '../../shared/protocol/push.ts';
import { foldTill, type TillState } from '../../shared/shift/till-state.ts';
import type { Clock } from '../clock/clock.ts';
import type { SigningKey } from '../keys/ed25519.ts';
import { type AckRow, ackWriter, hqWordStore } from './acknowledgements.ts';
import { entryWriter } from './entry-writer.ts';
import { type EntryDraft, type HqWord, type MadeEntry, makeEntry } from './make-entry.ts';
import type { SqliteFault } from './sqlite-fault.ts';
import { inTransaction } from './transaction.ts';
import type { VerifiedChain } from './verify-chain.ts';

export type JournalHealth = 'ok' | 'damaged' | 'full';

export type Journal = {
  /** For tables that share its transactions, and for reading. Never write entries through it. */
  readonly db: DatabaseSync;
  readonly tip: () => ChainTip;
  readonly state: () => TillState;
  readonly hqWord: () => HqWord;
  readonly health: () => JournalHealth;
  /** Time since the last entry, or since opening: a stopped wall clock cannot hold it. */
  readonly sinceLastEntryMs: () => number;
  /**
   * Fails with JOURNAL-FULL (try again when there is space), JOURNAL-DAMAGED (nothing more is accepted) or BASKET-LIMIT
   * (more text than HQ takes in one entry).
   */
  readonly append: (draft: EntryDraft, alongside?: (made: MadeEntry) => void) => Result<MadeEntry>;
  /** Keeps HQ's word on where entries stand in its log, and on its time. Gives the number of rows that were news. */
  readonly acknowledge: (rows: readonly AckRow[], word: HqWord) => Result<number>;
  /** Any other durable change beside the entries. */
  readonly write: (change: () => void) => Result<null>;
  readonly close: () => void;
};

export type JournalParts = {
  readonly db: DatabaseSync;
  readonly chain: VerifiedChain;
  readonly key: SigningKey;
  readonly clock: Clock;
  /** Asked when the disk is full; true means that there is room now, and the write is tried once more. */
  readonly makeRoom?: () => boolean;
  /** After a commit that changed what others show or send. */
  readonly onChange: () => void;
};

export function createJournal({ db, chain, key, clock, makeRoom, onChange }: JournalParts): Journal {
  const insertEntry = entryWriter(db);
  const insertAcks = ackWriter(db);
  const hqWords = hqWordStore(db);
  let { tip, state } = chain;
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

  function append(draft: EntryDraft, alongside?: (made: MadeEntry) => void): Result<MadeEntry> {
    const made = makeEntry(draft, { tip, hq: hqWords.read(), key });
    // An entry that HQ cannot take would stand in front of all that come after it.
    if (made.body.length > MAX_BODY_CHARS || made.head.length > MAX_HEAD_CHARS)
      return fail(failure('BASKET-LIMIT', { max: MAX_LINES }));
    const done = transact(() => {
      insertEntry(made);
      alongside?.(made);
    });
    if (!done.ok) return done;
    tip = { ...tip, seq: made.entry.seq, hash: made.hash, atMs: made.entry.atMs };
    state = foldTill(state, made.entry, made.content);
    lastEntryAt = clock.elapsedMs();
    onChange();
    return ok(made);
  }

  return {
    db,
    tip: () => tip,
    state: () => state,
    hqWord: hqWords.read,
    health: () => health,
    sinceLastEntryMs: () => clock.elapsedMs() - lastEntryAt,
    append,
    acknowledge: (rows, word) => {
      const done = transact(() => {
        hqWords.write(word);
        return insertAcks(rows);
      });
      hqWords.remember(done.ok);
      if (done.ok && done.value > 0) onChange();
      return done;
    },
    write: (change) => {
      const done = transact(change);
      return done.ok ? ok(null) : done;
    },
    close: () => db.close(),
  };
}

/** After an I/O error nobody knows whether the commit reached the disk: only opening again can tell. */
const healthAfter = (fault: SqliteFault): JournalHealth => (fault === 'full' ? 'full' : 'damaged');

const failureOf = (health: JournalHealth): Failure =>
  failure(health === 'full' ? 'JOURNAL-FULL' : 'JOURNAL-DAMAGED');

/** Where the chain stands, what it folds to, and how it grows: an entry, and the checkpoint that it makes due. */
import type { DatabaseSync } from 'node:sqlite';
import { assert } from '../../shared/kernel/assert.ts';
import { MAX_BODY_CHARS } from '../../shared/kernel/limits.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { foldTill } from '../../shared/shift/fold-till.ts';
import type { TillState } from '../../shared/shift/till-state.ts';
import type { SigningKey } from '../keys/ed25519.ts';
import { checkpointDraft } from './checkpoint.ts';
import { entryWriter } from './entry-writer.ts';
import type { JournalLimits, OnPoint } from './journal-limits.ts';
import { type EntryDraft, type HqWord, type MadeEntry, makeEntry } from './make-entry.ts';
import type { OpenedChain } from './verify/opening-check.ts';

export type GrowingChain = {
  readonly tip: () => ChainTip;
  readonly state: () => TillState;
  readonly make: (draft: EntryDraft) => MadeEntry;
  /** Inside a transaction. Gives all that was written. */
  readonly write: (made: MadeEntry, alongside?: (made: MadeEntry) => void) => readonly MadeEntry[];
  /** After it. */
  readonly take: (made: readonly MadeEntry[]) => void;
};

type Parts = {
  readonly chain: OpenedChain;
  readonly key: SigningKey;
  readonly hqWord: () => HqWord;
  readonly limits: JournalLimits;
  readonly onPoint: OnPoint;
};

export function growingChain(db: DatabaseSync, { chain, key, hqWord, limits, onPoint }: Parts): GrowingChain {
  const insertEntry = entryWriter(db);
  let { tip, state, lastCheckpointSeq } = chain;
  const make = (draft: EntryDraft, on: ChainTip): MadeEntry =>
    makeEntry(draft, { tip: on, hq: hqWord(), key });

  /** SEG-1: due entries and their checkpoint are one transaction, so a checkpoint is never missing and never late. */
  function checkpointAfter(last: MadeEntry): readonly MadeEntry[] {
    const { seq, kind } = last.entry;
    if (seq - lastCheckpointSeq < limits.checkpointEvery || kind === 'SEAL') return [];
    const folded = foldTill(state, last.entry, last.content);
    const draft = checkpointDraft({ state: folded, prev: last.hash, moment: last.entry, continues: null });
    const made = make(draft, tipOf(last));
    assert(made.body.length <= MAX_BODY_CHARS, 'a till’s state fits into an entry');
    insertEntry(made);
    onPoint('append.checkpointed');
    return [made];
  }

  return {
    tip: () => tip,
    state: () => state,
    make: (draft) => make(draft, tip),
    write: (made, alongside) => {
      insertEntry(made);
      alongside?.(made);
      onPoint('append.written');
      return [made, ...checkpointAfter(made)];
    },
    take: (written) => {
      for (const made of written) {
        tip = tipOf(made);
        state = foldTill(state, made.entry, made.content);
        if (made.entry.kind === 'CHECKPOINT') lastCheckpointSeq = made.entry.seq;
      }
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

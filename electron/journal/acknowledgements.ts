/** What HQ has said: where each entry stands in its log, and its latest index and time. */
import type { DatabaseSync } from 'node:sqlite';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { type HqState, hqStateGuard } from './hq-state.ts';
import type { HqWord } from './make-entry.ts';
import { rowGuard } from './row-guard.ts';
import type { LateAcknowledgements } from './segments/late-acknowledgements.ts';

export type AckRow = { readonly id: string; readonly logIndex: number };

/** An answer's own place: after a restore of HQ its log goes on from `epochFromLogIndex` under the next `hqEpoch`. */
export type HqAnswer = HqWord & { readonly hqEpoch: number; readonly epochFromLogIndex: number };

export type AckStore = {
  readonly word: () => HqState;
  /** Rows of the live segment. */
  readonly count: () => number;
  /** Inside a transaction. Gives how many rows were news: each is a new revision. Unknown ids are left aside. */
  readonly write: (rows: readonly AckRow[], answer: HqAnswer) => number;
  /** After it. */
  readonly remember: (committed: boolean) => void;
};

type Known = { readonly word: HqState; readonly count: number };

export function ackStore(db: DatabaseSync, parts: { late: LateAcknowledgements; hq: HqState }): AckStore {
  const insert = db.prepare(
    `INSERT INTO acknowledgement (seq, log_index, guard)
     SELECT seq, ?, ? FROM entry WHERE id = ? AND seq NOT IN (SELECT seq FROM acknowledgement) RETURNING seq`,
  );
  const change = db.prepare('INSERT INTO change (seq) VALUES (?)');
  const putWord = db.prepare('INSERT OR REPLACE INTO hq_word VALUES (1, ?, ?, ?, ?)');
  const changeAbove = db.prepare(
    'INSERT INTO change (seq) SELECT seq FROM acknowledgement WHERE log_index > ? ORDER BY seq',
  );
  const deleteAbove = db.prepare('DELETE FROM acknowledgement WHERE log_index > ?');
  const counted = db.prepare('SELECT count(*) AS count FROM acknowledgement').get()?.['count'] as number;
  let known: Known = { word: parts.hq, count: counted };
  let unsaved = known;

  function put(rows: readonly AckRow[]): { live: number; late: number } {
    const news = { live: 0, late: 0 };
    for (const { id, logIndex } of rows) {
      const row = insert.get(logIndex, rowGuard(id, logIndex), id) as { seq: number } | undefined;
      if (row !== undefined) {
        change.run(row.seq);
        news.live += 1;
      } else if (parts.late.put(id, logIndex)) news.late += 1;
    }
    return news;
  }

  /** SEG-6: HQ has forgotten what stood above, so the till forgets that it was told. Gives how many it forgot. */
  function takeBack(aboveLogIndex: number): number {
    changeAbove.run(aboveLogIndex);
    parts.late.takeBack(aboveLogIndex);
    return Number(deleteAbove.run(aboveLogIndex).changes);
  }

  function write(rows: readonly AckRow[], answer: HqAnswer): number {
    const { word, count } = known;
    // Said before HQ was restored, and overtaken on the way: it may name indexes that are void.
    if (answer.hqEpoch < word.hqEpoch) return 0;
    const voidAbove = voidAboveLogIndex(word, answer);
    const takenBack = voidAbove === null ? 0 : takeBack(voidAbove);
    const next = voidAbove === null ? laterWord(word, answer) : answer;
    putWord.run(next.logIndex, next.timeMs, next.hqEpoch, hqStateGuard(next));
    const { live, late } = put(rows);
    const { logIndex, timeMs, hqEpoch } = next;
    unsaved = { word: { logIndex, timeMs, hqEpoch }, count: count - takenBack + live };
    return live + late + takenBack;
  }

  return {
    word: () => known.word,
    count: () => known.count,
    write: (rows, answer) => {
      unsaved = known;
      return write(rows, answer);
    },
    remember: (committed) => {
      if (committed) known = unsaved;
    },
  };
}

/** Null while HQ is the one that was heard last. How far a restore went back that was never heard of, nobody knows. */
function voidAboveLogIndex(word: HqState, { hqEpoch, epochFromLogIndex }: HqAnswer): number | null {
  if (hqEpoch === word.hqEpoch) return null;
  return hqEpoch === word.hqEpoch + 1 ? epochFromLogIndex : 0;
}

/** HQ's word never runs backwards here, whatever order its answers come in. */
const laterWord = (word: HqState, answer: HqAnswer): HqState => ({
  logIndex: Math.max(word.logIndex, answer.logIndex),
  timeMs: Math.max(word.timeMs, answer.timeMs) as EpochMs,
  hqEpoch: word.hqEpoch,
});

/** What HQ has said: where each entry stands in its log, and its latest index and time. */
import type { DatabaseSync } from 'node:sqlite';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import type { HqWord } from './make-entry.ts';

export type AckRow = { readonly id: string; readonly logIndex: number };

/** Gives how many rows were news: each is a new revision of its entry. Unknown ids are left aside. */
export function ackWriter(db: DatabaseSync): (rows: readonly AckRow[]) => number {
  const insert = db.prepare(
    `INSERT INTO acknowledgement (seq, log_index)
     SELECT seq, ? FROM entry WHERE id = ? AND seq NOT IN (SELECT seq FROM acknowledgement) RETURNING seq`,
  );
  const change = db.prepare('INSERT INTO change (seq) VALUES (?)');
  return (rows) => {
    let news = 0;
    for (const { id, logIndex } of rows) {
      const row = insert.get(logIndex, id) as { seq: number } | undefined;
      if (row === undefined) continue;
      change.run(row.seq);
      news += 1;
    }
    return news;
  };
}

/** HQ's word never runs backwards here, whatever order its answers come in. */
export function hqWordStore(db: DatabaseSync) {
  const upsert = db.prepare('INSERT OR REPLACE INTO hq_word (one, log_index, time_ms) VALUES (1, ?, ?)');
  let word = storedWord(db);
  let unsaved = word;
  return {
    read: (): HqWord => word,
    /** Inside a transaction. */
    write: ({ logIndex, timeMs }: HqWord): void => {
      unsaved = {
        logIndex: Math.max(word.logIndex, logIndex),
        timeMs: Math.max(word.timeMs, timeMs) as EpochMs,
      };
      upsert.run(unsaved.logIndex, unsaved.timeMs);
    },
    /** After it. */
    remember: (committed: boolean): void => {
      if (committed) word = unsaved;
    },
  };
}

function storedWord(db: DatabaseSync): HqWord {
  const row = db.prepare('SELECT log_index AS logIndex, time_ms AS timeMs FROM hq_word').get() as
    | { logIndex: number; timeMs: number }
    | undefined;
  return row ? { logIndex: row.logIndex, timeMs: epochMs(row.timeMs) } : { logIndex: 0, timeMs: epochMs(0) };
}

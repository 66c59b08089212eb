/**
 * SEG-6: what HQ says of entries whose segment is closed. The segment's file stays as it is; the live one keeps, for
 * the few entries that it concerns, a log index that came later, or that HQ's word is awaited (again).
 */
import type { DatabaseSync } from 'node:sqlite';
import type { EntryId } from '../../../shared/kernel/ids.ts';
import type { ClosedSegments } from './closed-segments.ts';

export type WaitingEntry = { readonly id: EntryId; readonly epoch: number; readonly seq: number };

export type LateAcknowledgements = {
  /** Undefined for an entry of which the segment's own file has the last word; null while HQ's is awaited. */
  readonly logIndexOf: (id: EntryId) => number | null | undefined;
  readonly waitingCount: () => number;
  /** Whether anything at all came later. */
  readonly any: () => boolean;
  /** The oldest of them. */
  readonly waiting: (limit: number) => readonly WaitingEntry[];
  /** The first awaited entry of an epoch within a range. */
  readonly firstWaiting: (range: { epoch: number; afterSeq: number; uptoSeq: number }) => number | null;
  /** Inside a transaction. True where it was news. */
  readonly put: (id: string, logIndex: number) => boolean;
  /** Inside a transaction: log indexes above this one are void, in the closed files too. */
  readonly takeBack: (aboveLogIndex: number) => void;
};

export function lateAcknowledgements(db: DatabaseSync, closed: ClosedSegments): LateAcknowledgements {
  const read = db.prepare('SELECT log_index AS logIndex FROM late_acknowledgement WHERE id = ?');
  const count = db.prepare('SELECT count(*) AS count FROM late_acknowledgement WHERE log_index IS NULL');
  const waiting = db.prepare(
    `SELECT id, epoch, seq FROM late_acknowledgement
     WHERE log_index IS NULL ORDER BY epoch, seq LIMIT ?`,
  );
  const any = db.prepare('SELECT 1 FROM late_acknowledgement LIMIT 1');
  const first = db.prepare(
    `SELECT min(seq) AS seq FROM late_acknowledgement
     WHERE log_index IS NULL AND epoch = ? AND seq > ? AND seq <= ?`,
  );
  const put = db.prepare(
    'UPDATE late_acknowledgement SET log_index = ? WHERE id = ? AND log_index IS NULL RETURNING id',
  );
  const above = db.prepare('SELECT id FROM late_acknowledgement WHERE log_index > ?');
  const forget = db.prepare('UPDATE late_acknowledgement SET log_index = NULL WHERE id = ?');
  const awaited = db.prepare(
    'INSERT OR IGNORE INTO late_acknowledgement VALUES (?, ?, ?, NULL) RETURNING id',
  );
  const change = closedChangeWriter(db);

  function takeBack(aboveLogIndex: number): void {
    for (const { id } of above.all(aboveLogIndex) as { id: string }[]) {
      forget.run(id);
      change(id);
    }
    for (const segment of closed.list()) {
      if (segment.maxLogIndex <= aboveLogIndex) continue;
      const rows = segment.db.prepare(ACKNOWLEDGED_ABOVE).all(aboveLogIndex) as { id: string; seq: number }[];
      for (const { id, seq } of rows) if (awaited.get(id, segment.epoch, seq) !== undefined) change(id);
    }
  }

  return {
    logIndexOf: (id) => (read.get(id) as { logIndex: number | null } | undefined)?.logIndex,
    waiting: (limit) => waiting.all(limit) as readonly unknown[] as readonly WaitingEntry[],
    any: () => any.get() !== undefined,
    waitingCount: () => count.get()?.['count'] as number,
    firstWaiting: ({ epoch, afterSeq, uptoSeq }) =>
      first.get(epoch, afterSeq, uptoSeq)?.['seq'] as number | null,
    put: (id, logIndex) => {
      const isNews = put.get(logIndex, id) !== undefined;
      if (isNews) change(id);
      return isNews;
    },
    takeBack,
  };
}

const ACKNOWLEDGED_ABOVE = `SELECT id, seq FROM acknowledgement JOIN entry USING (seq)
  WHERE log_index > ? ORDER BY seq`;

/** A revision of an entry that is not in this file, from the same counter as all others. */
function closedChangeWriter(db: DatabaseSync): (id: string) => void {
  const next = db.prepare("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'change' RETURNING seq");
  const insert = db.prepare('INSERT INTO closed_change (revision, id) VALUES (?, ?)');
  return (id) => {
    insert.run(next.get()?.['seq'] as number, id);
  };
}

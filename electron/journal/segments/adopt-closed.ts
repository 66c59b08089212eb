/**
 * SEG-7: the first opening of an epoch's file. The window's view goes on behind the revisions of earlier epochs, and what
 * HQ has not acknowledged of them is known to be waiting. Done again it changes nothing.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { FileStart } from '../verify/file-start.ts';
import type { ClosedSegment } from './closed-segment.ts';
import type { ClosedSegments } from './closed-segments.ts';

export type Adoption = { readonly start: FileStart; readonly epoch: number };

/** Gives the file's start as it is then. Inside a transaction. */
export function adoptClosed(db: DatabaseSync, closed: ClosedSegments, { start, epoch }: Adoption): FileStart {
  // A later segment of the epoch got all this from the one before it.
  if (start.tip.seq > 0) return start;
  const earlier = closed.list().filter((segment) => segment.epoch < epoch);
  for (const segment of earlier) awaitUnacknowledged(db, segment);
  const afterRevision = Math.max(0, ...earlier.map(({ lastRevision }) => lastRevision));
  const by = afterRevision - start.afterRevision;
  if (by <= 0) return start;
  shiftRevisions(db, by);
  db.prepare('UPDATE segment SET after_revision = ?').run(afterRevision);
  return { ...start, afterRevision };
}

/** Backwards, because every revision stands once at each moment. */
function shiftRevisions(db: DatabaseSync, by: number): void {
  const shift = db.prepare('UPDATE change SET revision = revision + ? WHERE revision = ?');
  for (const { revision } of db.prepare('SELECT revision FROM change ORDER BY revision DESC').all())
    shift.run(by, revision as number);
  const counted = db.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'change' RETURNING seq");
  if (counted.get(by) === undefined)
    db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('change', ?)").run(by);
}

function awaitUnacknowledged(db: DatabaseSync, segment: ClosedSegment): void {
  if (segment.acknowledgedCount === segment.lastSeq - segment.firstSeq + 1) return;
  const rows = segment.db.prepare(
    `SELECT id, seq FROM entry WHERE seq NOT IN (SELECT seq FROM acknowledgement) ORDER BY seq`,
  );
  const put = db.prepare('INSERT OR IGNORE INTO late_acknowledgement VALUES (?, ?, ?, NULL)');
  for (const { id, seq } of rows.all()) put.run(id as string, segment.epoch, seq as number);
}

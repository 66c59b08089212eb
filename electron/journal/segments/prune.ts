/**
 * SEG-6: a closed segment goes, whole, when HQ's own clock is far enough past the day on which it was closed and HQ has
 * every entry in it. The till's clock alone deletes nothing: the earlier of the two counts.
 */
import { rmSync } from 'node:fs';
import type { Clock } from '../../clock/clock.ts';
import type { Log } from '../../log/log.ts';
import type { Journal } from '../journal.ts';
import { segmentName } from '../journal-files.ts';
import type { JournalLimits, OnPoint } from '../journal-limits.ts';
import { tablesNamingEntries } from '../tables-of.ts';
import type { ClosedSegment } from './closed-segment.ts';

const ENTRIES_PER_STEP = 200;

export type PruneParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: JournalLimits;
  readonly onPoint: OnPoint;
  readonly onChange: () => void;
};

/** Oldest first, and never past one that must stay. The rows that name its entries go before the file does. */
export function* pruneClosed(journal: Journal, parts: PruneParts): Generator<void, void> {
  for (const segment of journal.closed.list()) {
    if (!mayGo(journal, segment, parts)) return;
    if (!(yield* forgetRows(journal, segment))) return;
    parts.onPoint('prune.rows');
    journal.closed.drop(segment);
    rmSync(segment.path, { force: true });
    parts.onPoint('prune.file');
    parts.log.info('segment.deleted', { name: segmentName(segment), lastSeq: segment.lastSeq });
    parts.onChange();
  }
}

function mayGo(
  { late, hqWord }: Journal,
  { epoch, firstSeq, lastSeq, closedHqMs }: ClosedSegment,
  { clock, limits }: PruneParts,
): boolean {
  const nowMs = Math.min(clock.wallMs(), hqWord().timeMs);
  const isOld = closedHqMs > 0 && nowMs - closedHqMs > limits.keepClosedMs;
  return isOld && late.firstWaiting({ epoch, afterSeq: firstSeq - 1, uptoSeq: lastSeq }) === null;
}

/** False where the journal takes no more writes. */
function* forgetRows(journal: Journal, { db, epoch, firstSeq, lastSeq }: ClosedSegment) {
  const ids = db.prepare('SELECT id FROM entry WHERE seq >= ? AND seq < ?');
  const forgets = ['late_acknowledgement:id', ...tablesNamingEntries(journal.db).map((t) => `${t}:entry_id`)]
    .map((each) => each.split(':'))
    .map(([table, column]) => journal.db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`));
  for (let seq = firstSeq; seq <= lastSeq; seq += ENTRIES_PER_STEP) {
    const rows = ids.all(seq, seq + ENTRIES_PER_STEP);
    const done = journal.write(() => {
      for (const { id } of rows) for (const forget of forgets) forget.run(id as string);
    });
    if (!done.ok) return false;
    yield;
  }
  return epoch > 0;
}

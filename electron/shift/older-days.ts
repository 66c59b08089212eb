/**
 * DAY-2: a day whose epoch ended before HQ answered for it. Its entry lies in a closed segment, which never changes, so
 * the answer is kept in the live file and comes along to every later one.
 */
import type { DayCloseResponse } from '../../shared/protocol/day-close.ts';
import type { Journal } from '../journal/journal.ts';
import type { ClosedSegment } from '../journal/segments/closed-segment.ts';
import { fileStart } from '../journal/verify/file-start.ts';
import { type DayQuestion, type DayRow, dayQuestion } from './day-question.ts';

/** An epoch that ends leaves at most a few days without an answer; older ones are nobody's business any more. */
export const MAX_OLDER_DAYS = 31;

export type OlderDays = {
  readonly unanswered: () => DayQuestion | null;
  /** Inside a transaction. */
  readonly keep: (day: DayQuestion, answer: DayCloseResponse) => void;
};

export function olderDays({ db, closed, late, tip }: Journal): OlderDays {
  const answered = db.prepare('SELECT 1 FROM old_day_answer WHERE epoch = ? AND seq = ?');
  const keep = db.prepare('INSERT OR REPLACE INTO old_day_answer (epoch, seq, answer) VALUES (?, ?, ?)');
  // Looked for once: an epoch ends only with the session.
  let waiting: DayQuestion[] | null = null;

  const find = (): DayQuestion[] =>
    closed
      .list()
      .filter(({ epoch }) => epoch < tip().epoch)
      .flatMap(daysOf)
      .slice(-MAX_OLDER_DAYS)
      .filter(({ seq, request }) => answered.get(request.epoch, seq) === undefined);

  const isWhole = ({ seq, request: { epoch } }: DayQuestion): boolean =>
    late.firstWaiting({ epoch, afterSeq: 0, uptoSeq: seq }) === null;

  return {
    unanswered: () => (waiting ??= find()).find(isWhole) ?? null,
    keep: (day, answer) => {
      keep.run(day.request.epoch, day.seq, JSON.stringify(answer));
      waiting = (waiting ?? []).filter((each) => each !== day);
    },
  };
}

/** The days of a closed segment that it has no answer for; such are only in the last segment of an epoch (SEG-3). */
function daysOf({ db, owner, epoch }: ClosedSegment): readonly DayQuestion[] {
  const start = fileStart(db, owner);
  const before = db.prepare("SELECT max(seq) AS seq FROM entry WHERE kind = 'DAY_CLOSE' AND seq < ?");
  const hash = db.prepare('SELECT hash FROM entry WHERE seq = ?');
  const hashAt = (seq: number): string | null =>
    seq === start.tip.seq ? start.tip.hash : ((hash.get(seq)?.['hash'] as string | undefined) ?? null);
  return (db.prepare(UNANSWERED).all() as readonly unknown[] as readonly DayRow[]).map((row) =>
    dayQuestion(row, {
      epoch,
      fromSeq: (before.get(row.seq)?.['seq'] as number | null) ?? start.lastDayClose,
      hashAt,
    }),
  );
}

const UNANSWERED = `SELECT seq, body FROM entry
  WHERE kind = 'DAY_CLOSE' AND seq NOT IN (SELECT seq FROM day_answer) ORDER BY seq`;

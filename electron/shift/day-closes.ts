/**
 * DAY-1: DAY_CLOSE says what the chain holds since the one before. The entry never waits for HQ; the questions that HQ
 * has not answered yet are those DAY_CLOSE entries that have no answer beside them.
 */
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { DayCloseBody } from '../../shared/ledger/body.ts';
import type { DayCloseResponse } from '../../shared/protocol/day-close.ts';
import type { DayTotals } from '../../shared/shift/till-state.ts';
import { requireCashier } from '../cashier/require-cashier.ts';
import { entryFrame } from '../journal/entry-frame.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryReader } from '../journal/read-entries.ts';
import type { Desk } from '../till/desk.ts';
import { type DayQuestion, type DayRow, dayQuestion } from './day-question.ts';
import { olderDays } from './older-days.ts';

/** Appends DAY_CLOSE; gives its seq. */
export function closeDay(desk: Desk): Result<number> {
  const cashier = requireCashier(desk);
  if (!cashier.ok) return cashier;
  const totalsByKind = totals(desk.journal.state().day);
  const body: DayCloseBody = {
    kind: 'DAY_CLOSE',
    count: totalsByKind.reduce((sum, { count }) => sum + count, 0),
    totalsByKind,
    uptoSeq: desk.journal.tip().seq,
  };
  const made = desk.journal.append({ ...entryFrame(desk), body });
  return made.ok ? ok(made.value.entry.seq) : made;
}

export type DayCloses = {
  /** The oldest day of this epoch that HQ has not answered for, or null. */
  readonly unanswered: () => DayQuestion | null;
  /** The same of an epoch that has ended, once HQ has everything up to that day. */
  readonly olderUnanswered: () => DayQuestion | null;
  readonly keepAnswer: (day: DayQuestion, answer: DayCloseResponse) => Result<null>;
};

export function dayCloses({ journal, entries }: { journal: Journal; entries: EntryReader }): DayCloses {
  const oldest = journal.db.prepare(
    `SELECT seq, body FROM entry
     WHERE kind = 'DAY_CLOSE' AND seq NOT IN (SELECT seq FROM day_answer) ORDER BY seq LIMIT 1`,
  );
  const before = journal.db.prepare("SELECT max(seq) AS seq FROM entry WHERE kind = 'DAY_CLOSE' AND seq < ?");
  const keep = journal.db.prepare('INSERT OR REPLACE INTO day_answer (seq, answer) VALUES (?, ?)');
  const older = olderDays(journal);
  return {
    unanswered: () => {
      const row = oldest.get() as DayRow | undefined;
      if (row === undefined) return null;
      const lastHere = before.get(row.seq)?.['seq'] as number | null;
      return dayQuestion(row, {
        epoch: journal.tip().epoch,
        fromSeq: lastHere ?? journal.start.lastDayClose,
        hashAt: entries.hashAt,
      });
    },
    olderUnanswered: older.unanswered,
    keepAnswer: (day, answer) =>
      journal.write(() => {
        if (day.request.epoch === journal.tip().epoch) keep.run(day.seq, JSON.stringify(answer));
        else older.keep(day, answer);
      }),
  };
}

const totals = (day: DayTotals): DayCloseBody['totalsByKind'] =>
  Object.entries(day)
    .map(([kind, sums]) => ({ kind, ...sums }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));

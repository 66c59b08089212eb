/** QST-1 … QST-4: how one receipt moves a member's quest. Till and HQ take the same step. */
import { asBusinessDate, type BusinessDate, weekdayOf } from '../../kernel/business-date.ts';
import { addDays, addMonths, daysBetween } from '../../kernel/calendar.ts';
import type { QuestGive } from '../programme/give.ts';
import type { QuestProgress } from '../seen/member.ts';
import { monthOf } from '../tier/month.ts';

export type QuestStep = {
  /** What counted: 0 for a period that has counted already, and once all awards are given. */
  readonly made: number;
  readonly awards: number;
  readonly after: QuestProgress;
};

/** `made`: money, visits or units; 1 for a streak. `before` absent: the quest was not begun. */
export function questStep(
  give: Pick<QuestGive, 'questId' | 'count' | 'target' | 'times'>,
  before: QuestProgress | undefined,
  { made, date }: { readonly made: number; readonly date: BusinessDate },
): QuestStep {
  const from = before ?? { questId: give.questId, progress: 0, awards: 0 };
  const most = give.times === undefined ? Number.POSITIVE_INFINITY : give.times - from.awards;
  const period = periodOf(give.count, date);
  const hasCounted = period !== null && from.period !== undefined && from.period >= period;
  if (most <= 0 || hasCounted || made <= 0) return { made: 0, awards: 0, after: from };
  const isBroken =
    period !== null && from.period !== periodOf(give.count, dayOfPeriodBefore(give.count, date));
  const reached = (isBroken ? 0 : from.progress) + made;
  const awards = Math.min(most, Math.floor(reached / give.target));
  return {
    made,
    awards,
    after: {
      questId: give.questId,
      progress: awards === most ? 0 : reached - awards * give.target,
      awards: from.awards + awards,
      ...(period === null ? {} : { period }),
    },
  };
}

/** The period that a streak counts once; periods of one kind order as text. Null: not a streak. */
export function periodOf(count: QuestGive['count'], date: BusinessDate): string | null {
  if (count === 'streakDays') return date;
  if (count === 'streakMonths') return monthOf(date);
  return count === 'streakWeeks' ? isoWeekOf(date) : null;
}

function dayOfPeriodBefore(count: QuestGive['count'], date: BusinessDate): BusinessDate {
  if (count === 'streakMonths') return addMonths(date, -1);
  return addDays(date, count === 'streakWeeks' ? -7 : -1);
}

/** `YYYY-Www`: a week belongs to the year that its Thursday lies in. */
function isoWeekOf(date: BusinessDate): string {
  const thursday = addDays(date, 4 - weekdayOf(date));
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(asBusinessDate(`${year}-01-01`), thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

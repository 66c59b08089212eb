import type { BusinessDate } from '../../kernel/business-date.ts';
import { addMonths } from '../../kernel/calendar.ts';
import type { EarnGive } from '../programme/give.ts';
import type { MemberCounters } from '../seen/member.ts';
import { monthOf } from '../tier/month.ts';

type EarnByActivity = Extract<EarnGive, { kind: 'earnByActivity' }>;

/** ACC-10: what the member did in so many whole months before this one, and in this one before this receipt. */
export function activityOf(
  { measure, months }: Pick<EarnByActivity, 'measure' | 'months'>,
  counters: MemberCounters,
  date: BusinessDate,
): number {
  const [first, last] = [monthOf(addMonths(date, -months)), monthOf(date)];
  let sum = 0;
  for (const { month, visits, spendMinor } of counters.months ?? []) {
    if (month < first || month > last) continue;
    sum += measure === 'visits' ? visits : measure === 'spend' ? spendMinor : Math.sign(visits);
  }
  return sum;
}

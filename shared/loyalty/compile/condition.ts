import { weekdayOf } from '../../kernel/business-date.ts';
import type { Condition } from '../programme/condition.ts';
import type { Seen } from '../seen/seen.ts';

/** Whether every part of a rule's condition holds; dates are the store's business dates, both ends included. */
export function conditionHolds(when: Condition, { clock, member }: Seen): boolean {
  const date = clock.businessDate;
  if (when.from !== undefined && date < when.from) return false;
  if (when.to !== undefined && date > when.to) return false;
  if (when.weekdays && !when.weekdays.includes(weekdayOf(date))) return false;
  return !when.tiers || (member !== null && when.tiers.includes(member.tierId));
}

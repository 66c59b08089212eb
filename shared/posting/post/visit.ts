import { addDays } from '../../kernel/calendar.ts';
import type { PostedEntry } from './command.ts';
import { changeLot, type Desk } from './desk.ts';

/** LOT-5: a purchase moves the end of lots that have not ended, never nearer. */
export function visit(desk: Desk, { member, businessDate }: PostedEntry): void {
  if (member === null) return;
  for (const lot of desk.book.idleLots(member)) {
    if (lot.idleDays === null || lot.lastDay === null || lot.lastDay < businessDate) continue;
    const lastDay = addDays(businessDate, lot.idleDays);
    if (lastDay > lot.lastDay) changeLot(desk, { ...lot, lastDay });
  }
}

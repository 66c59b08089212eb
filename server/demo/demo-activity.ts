/**
 * What the demo's members did before the demo began, month by month up to the day of loading: some come every month,
 * some came twice last summer. Sums are those of the member; the same member and day give the same months.
 */
import { asBusinessDate, type BusinessDate } from '../../shared/kernel/business-date.ts';
import { addMonths } from '../../shared/kernel/calendar.ts';
import { type Minor, minor } from '../../shared/kernel/units.ts';
import type { MonthActivity } from '../../shared/loyalty/seen/member.ts';
import type { MemberFacts } from '../members/facts.ts';

type Past = { readonly number: number; readonly spendMinor: Minor; readonly visits: number };

/** So many members in turn stop coming this many months before today; most come until now. */
const MONTHS_AWAY = [0, 0, 1, 0, 2, 0, 5, 1] as const;
/** Over how many months the visits are spread at most. */
const SPREAD = [12, 6, 3, 9, 2, 12, 4, 1] as const;
const BANI_PER_POINT = 1000;

export function demoActivity(
  { number, spendMinor, visits }: Past,
  today: BusinessDate,
): Pick<MemberFacts, 'months' | 'lastVisit'> {
  if (visits === 0) return {};
  const away = MONTHS_AWAY[number % MONTHS_AWAY.length] ?? 0;
  const count = Math.min(visits, SPREAD[number % SPREAD.length] ?? 1);
  const months = Array.from({ length: count }, (_, index): MonthActivity => {
    const part = (whole: number): number =>
      Math.floor((whole * (index + 1)) / count) - Math.floor((whole * index) / count);
    const spent = minor(part(spendMinor));
    return {
      month: addMonths(firstOf(today), index + 1 - count - away).slice(0, 7),
      spendMinor: spent,
      visits: part(visits),
      points: Math.floor(spent / BANI_PER_POINT),
    };
  });
  const lastMonth = addMonths(firstOf(today), -away);
  return { months, lastVisit: away === 0 ? firstOf(today) : lastMonth };
}

const firstOf = (date: BusinessDate): BusinessDate => asBusinessDate(`${date.slice(0, 7)}-01`);

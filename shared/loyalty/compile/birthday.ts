import { asBusinessDate, type BusinessDate } from '../../kernel/business-date.ts';
import { dayNumber, daysInMonth } from '../../kernel/calendar.ts';
import type { Condition } from '../programme/condition.ts';
import type { Birthday } from '../seen/member.ts';

/**
 * CND-3: the window may pass the turn of a year, so the birthdays of three years are tried. Somebody born on
 * 29 February has it on the 28th in other years.
 */
export function birthdayHolds(
  window: NonNullable<Condition['birthday']>,
  birthday: Birthday | undefined,
  date: BusinessDate,
): boolean {
  if (!birthday) return false;
  const [today, known] = [dayNumber(date), dayNumber(birthday.knownSince)];
  const year = Number(date.slice(0, 4));
  return [year - 1, year, year + 1].some((each) => {
    const day = dayNumber(birthdayIn(each, birthday.monthDay));
    const isNear = day - window.daysBefore <= today && today <= day + window.daysAfter;
    return isNear && known + window.knownDays <= day;
  });
}

function birthdayIn(year: number, monthDay: string): BusinessDate {
  const month = Number(monthDay.slice(0, 2));
  const day = Math.min(Number(monthDay.slice(3, 5)), daysInMonth(year, month));
  return asBusinessDate(`${year}-${monthDay.slice(0, 2)}-${String(day).padStart(2, '0')}`);
}

import { daysInMonth } from '../../../shared/kernel/calendar.ts';
import { refused, taken, type Verdict } from './verdict.ts';

const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})(?:[./-]\d{2,4})?$/;
const YEAR_FIRST = /^(?:\d{4}[./-])(\d{1,2})[./-](\d{1,2})(?:[T ].*)?$/;
/** A year that has a 29 February: which year it was is nobody's business here. */
const LEAP_YEAR = 2000;

/** `MM-DD`, from 31.12, 31.12.1980, 31/12/80 or 1980-12-31; the day stands first, as people here write it. */
export function readBirthday(text: string): Verdict<string> {
  const [, dayFirst, monthSecond] = DAY_FIRST.exec(text) ?? [];
  const [, monthFirst, daySecond] = YEAR_FIRST.exec(text) ?? [];
  const [month, day] = [Number(monthSecond ?? monthFirst), Number(dayFirst ?? daySecond)];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(LEAP_YEAR, month);
  return isDay
    ? taken(`${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
    : refused('is no day of the year; 31.12, 31.12.1980 and 1980-12-31 are read');
}

/** A store's trading day, `YYYY-MM-DD` in the store's time zone. It orders and compares as text. */
import { assert } from './assert.ts';
import type { EpochMs } from './units.ts';
import { formatterByZone } from './zone-formatter.ts';

declare const businessDate: unique symbol;
export type BusinessDate = string & { readonly [businessDate]: true };

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

export function asBusinessDate(text: string): BusinessDate {
  assert(SHAPE.test(text), `not a business date: ${text}`);
  return text as BusinessDate;
}

export function businessDateOf(wallMs: EpochMs, timeZone: string): BusinessDate {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(wallMs)
      .map((part) => [part.type, part.value]),
  );
  return asBusinessDate(`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`);
}

/** 1 = Monday … 7 = Sunday, by Zeller's congruence: no clock and no time zone take part. */
export function weekdayOf(date: BusinessDate): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const shiftedMonth = month < 3 ? month + 12 : month;
  const shiftedYear = month < 3 ? year - 1 : year;
  const century = Math.floor(shiftedYear / 100);
  const yearOfCentury = shiftedYear % 100;
  const fromSaturday =
    (day +
      Math.floor((13 * (shiftedMonth + 1)) / 5) +
      yearOfCentury +
      Math.floor(yearOfCentury / 4) +
      Math.floor(century / 4) +
      5 * century) %
    7;
  return ((fromSaturday + 5) % 7) + 1;
}

const formatter = formatterByZone({
  calendar: 'iso8601',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

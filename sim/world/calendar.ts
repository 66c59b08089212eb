/** Days of the simulated stores, which all live in UTC: a table instead of a time zone library, for speed. */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Monday, 5 January 2026, at midnight. */
export const START_MS = Date.UTC(2026, 0, 5);

const dates = new Map<number, BusinessDate>();

export function dateOf(atMs: number): BusinessDate {
  const day = Math.floor(atMs / DAY_MS);
  const known = dates.get(day);
  if (known) return known;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10) as BusinessDate;
  dates.set(day, date);
  return date;
}

/** When a lot whose last day this is is over. */
export const dayEndMs = (date: BusinessDate): number => Date.parse(`${date}T00:00:00Z`) + DAY_MS;

export const minuteOfDay = (atMs: number): number => Math.floor((atMs % DAY_MS) / MINUTE_MS);

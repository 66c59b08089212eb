/** Minutes after midnight as a store's clock shows them, 0 … 1439. */
import type { EpochMs } from './units.ts';

export function minuteOfDay(wallMs: EpochMs, timeZone: string): number {
  let minutes = 0;
  for (const { type, value } of formatter(timeZone).formatToParts(wallMs)) {
    if (type === 'hour') minutes += Number(value) * 60;
    if (type === 'minute') minutes += Number(value);
  }
  return minutes;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    numberingSystem: 'latn',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

/** A basket is priced when its last line is scanned and paid for some minutes later. */
export const MINUTES_TO_PAY = 10;

/** Whether a sale priced at one minute may be signed at another of the same day. */
export const isSameMinute = (priced: number, signed: number): boolean =>
  Math.abs(priced - signed) <= MINUTES_TO_PAY;

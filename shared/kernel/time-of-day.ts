/** Minutes after midnight as a store's clock shows them, 0 … 1439. */
import type { EpochMs } from './units.ts';
import { formatterByZone } from './zone-formatter.ts';

export function minuteOfDay(wallMs: EpochMs, timeZone: string): number {
  let minutes = 0;
  for (const { type, value } of formatter(timeZone).formatToParts(wallMs)) {
    if (type === 'hour') minutes += Number(value) * 60;
    if (type === 'minute') minutes += Number(value);
  }
  return minutes;
}

const formatter = formatterByZone({ hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });

/** A basket is priced again when paying begins; the money may take some minutes to be counted. */
export const MINUTES_TO_PAY = 10;

/** Whether a sale priced at one minute may be signed at another of the same day. */
export const isSameMinute = (priced: number, signed: number): boolean =>
  Math.abs(priced - signed) <= MINUTES_TO_PAY;

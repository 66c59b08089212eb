/** A moment as the store's clock shows it. */
import { asBusinessDate, businessDateOf } from '../../shared/kernel/business-date.ts';
import { epochMs } from '../../shared/kernel/units.ts';
import type { SeenClock } from '../../shared/loyalty/seen/seen.ts';
import { InputError } from '../input-error.ts';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** `2026-11-22`, `2026-11-22T18:05` (the store's time), or with `Z` or an offset. */
export function storeClock(iso: string, timeZone: string): SeenClock {
  const [, date, hour, minute, zone] = ISO.exec(iso) ?? [];
  const utcMs = Date.parse(zone === undefined ? `${date}T${hour ?? '12'}:${minute ?? '00'}:00Z` : iso);
  if (date === undefined || Number.isNaN(utcMs) || !isDay(date))
    throw new InputError('wrong-time', `--at ${iso} is no moment; write 2026-11-22T18:05.`);
  if (zone !== undefined) return clockAt(utcMs, timeZone);
  const offsetMs = localMs(utcMs, timeZone) - utcMs;
  return {
    wallMs: epochMs(utcMs - offsetMs),
    businessDate: asBusinessDate(date),
    minute: Number(hour ?? 12) * 60 + Number(minute ?? 0),
  };
}

/** 31 February is read by some as 3 March. */
const isDay = (date: string): boolean => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
};

export function clockAt(wallMs: number, timeZone: string): SeenClock {
  const minute = Math.floor(localMs(wallMs, timeZone) / 60_000) % 1440;
  return { wallMs: epochMs(wallMs), businessDate: businessDateOf(epochMs(wallMs), timeZone), minute };
}

/** What a clock on the wall there would show, as if it showed UTC. */
function localMs(wallMs: number, timeZone: string): number {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(wallMs)
      .map(({ type, value }) => [type, value]),
  );
  const at = (part: Intl.DateTimeFormatPartTypes): string => parts.get(part) ?? '00';
  return Date.parse(`${at('year')}-${at('month')}-${at('day')}T${at('hour')}:${at('minute')}:00Z`);
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  } catch {
    throw new InputError('unknown-zone', `timeZone: there is no time zone “${timeZone}”.`);
  }
}

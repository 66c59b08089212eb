/** The file's times are the shop's wall clock; the ledger's are milliseconds since 1970 in UTC. */
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';

export const SHOP_ZONE = 'Europe/London';

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: SHOP_ZONE,
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
});

let lastText = '';
let lastMs: EpochMs | null = null;

/** Null for a text that is no time of the shop's calendar. An hour that an autumn night has twice is its first one. */
export function zonedTimeMs(text: string): EpochMs | null {
  // All lines of an invoice have the same.
  if (text !== lastText) [lastText, lastMs] = [text, readTime(text)];
  return lastMs;
}

function readTime(text: string): EpochMs | null {
  const [, ...parts] = SHAPE.exec(text) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const asUtcMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const exists = parts.length > 0 && new Date(asUtcMs).toISOString().startsWith(text);
  if (!exists || asUtcMs < 0) return null;
  return epochMs(asUtcMs - offsetMs(asUtcMs - offsetMs(asUtcMs)));
}

let lastHour = Number.NaN;
let lastOffsetMs = 0;
const HOUR_MS = 3_600_000;

/** How far the shop's clock is ahead of UTC. The same for a whole hour, so a busy morning asks once. */
function offsetMs(atMs: number): number {
  const hour = Math.floor(atMs / HOUR_MS);
  if (hour === lastHour) return lastOffsetMs;
  const name = clock.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = 0, minutes = 0] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? [];
  lastHour = hour;
  lastOffsetMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return lastOffsetMs;
}

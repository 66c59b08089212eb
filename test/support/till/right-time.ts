import { systemClock } from '../../../electron/clock/clock.ts';
import { type ManualTime, manualTime } from './manual-time.ts';

/** The right time of day for a till that talks to a real HQ, and waits that the test passes over. */
export function rightTime(): ManualTime {
  const manual = manualTime();
  return { ...manual, clock: { wallMs: systemClock.wallMs, elapsedMs: manual.clock.elapsedMs } };
}

/** RPL-1: till and HQ live in the time of the receipts. It stands still between two of them and never runs backwards. */
import { type Clock, systemClock } from '../electron/clock/clock.ts';
import { type EpochMs, epochMs } from '../shared/kernel/units.ts';

export type ReplayClock = {
  /** What the till reads; waiting and patience are of the real world. */
  readonly clock: Clock;
  readonly nowMs: () => EpochMs;
  readonly advanceTo: (atMs: number) => void;
};

export function replayClock(startMs: number): ReplayClock {
  let now = startMs;
  const nowMs = (): EpochMs => epochMs(now);
  return {
    clock: { wallMs: nowMs, elapsedMs: systemClock.elapsedMs },
    nowMs,
    advanceTo: (atMs) => {
      now = Math.max(now, atMs);
    },
  };
}

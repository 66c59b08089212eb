/** Time as main reads it. Both ports are given from outside, so that tests move time without waiting. */
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';

export type Clock = {
  /** The computer's date and time, right or wrong. */
  readonly wallMs: () => EpochMs;
  /** Milliseconds since some moment; never runs backwards within one process. */
  readonly elapsedMs: () => number;
};

export type Timers = {
  /** Calls `act` once after `ms`; the answer cancels it. */
  readonly after: (ms: number, act: () => void) => () => void;
};

export const systemClock: Clock = {
  wallMs: () => epochMs(Date.now()),
  elapsedMs: () => performance.now(),
};

export const systemTimers: Timers = {
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

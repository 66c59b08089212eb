/** Time that stands still until a test moves it, with the timers that wait in it. */
import type { Clock, Timers } from '../../../electron/clock/clock.ts';
import { epochMs } from '../../../shared/kernel/units.ts';

export type ManualTime = {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets time pass: wall clock and timers together. */
  readonly pass: (ms: number) => void;
  /** Somebody sets the computer's clock; no time passes. */
  readonly setWall: (wallMs: number) => void;
};

/** 2026-11-22, 10:30 in Chișinău. */
export const A_MORNING_MS = 1_795_336_200_000;

export function manualTime(startMs = A_MORNING_MS): ManualTime {
  let wallMs = startMs;
  let elapsedMs = 0;
  let waiting: { readonly dueMs: number; readonly act: () => void }[] = [];

  function runDue(): void {
    for (;;) {
      const due = waiting.filter(({ dueMs }) => dueMs <= elapsedMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!due) return;
      waiting = waiting.filter((each) => each !== due);
      due.act();
    }
  }

  return {
    clock: { wallMs: () => epochMs(wallMs), elapsedMs: () => elapsedMs },
    timers: {
      after: (ms, act) => {
        const timer = { dueMs: elapsedMs + ms, act };
        waiting.push(timer);
        return () => {
          waiting = waiting.filter((each) => each !== timer);
        };
      },
    },
    pass: (ms) => {
      wallMs += ms;
      elapsedMs += ms;
      runDue();
    },
    setWall: (set) => {
      wallMs = set;
    },
  };
}

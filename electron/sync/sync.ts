/**
 * SYN-1, SYN-2: when till and HQ talk. One round at a time; whatever HQ does, the next round comes by itself, and no sale
 * ever waits for one.
 */
import type { SyncPolicy } from '../../shared/catalog/place.ts';
import { formatTime } from '../../shared/i18n/format.ts';
import { backoffMs } from '../../shared/sync/backoff.ts';
import { minuteOfDay, syncAllowed } from '../../shared/sync/window.ts';
import type { Clock, Timers } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import { ROUND_EVERY_MS, type Round } from './round.ts';

export type SyncParts = {
  readonly round: Round;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A fraction in [0, 1): spreads this till's start and waits among others. */
  readonly spread: () => number;
  readonly policy: () => { readonly policy: SyncPolicy; readonly timeZone: string };
  readonly log: Log;
  readonly onChange: () => void;
};

export type Sync = {
  readonly start: () => void;
  /** There is a new entry. Never waits, and never shortens the wait after a failure. */
  readonly poke: () => void;
  /** A whole round now, outside the store's window too; resolves when it has ended or `timeoutMs` have passed. */
  readonly roundNow: (timeoutMs: number) => Promise<void>;
  /** Whether the store's policy lets this till talk to HQ at this time of its day. */
  readonly allowed: () => boolean;
  /** Resolves when no round is under way any more; none follows. */
  readonly stop: () => Promise<void>;
};

export function createSync({ round, clock, timers, spread, policy, log, onChange }: SyncParts): Sync {
  const jitter = spread();
  let cancelWait = (): void => undefined;
  let running: Promise<void> | null = null;
  let poked = false;
  let stopped = false;

  function allowed(): boolean {
    const { policy: when, timeZone } = policy();
    return syncAllowed(when, minuteOfDay(formatTime(clock.wallMs(), timeZone, 'en')), jitter);
  }

  function wait(ms: number): void {
    cancelWait();
    if (!stopped) cancelWait = timers.after(ms, () => void (allowed() ? run() : wait(ROUND_EVERY_MS)));
  }

  function run(): Promise<void> {
    cancelWait();
    poked = false;
    running ??= runOnce();
    return running;
  }

  async function runOnce(): Promise<void> {
    let broken = 0;
    await round.run().catch((cause: unknown) => {
      broken = 1;
      log.error('sync.broken', cause);
    });
    running = null;
    onChange();
    const failures = round.failures() + broken;
    wait(failures > 0 ? backoffMs(failures, spread()) : poked ? 0 : ROUND_EVERY_MS);
  }

  return {
    start: () => wait(0),
    poke: () => {
      poked = true;
      if (running === null && round.failures() === 0 && allowed()) wait(0);
    },
    roundNow: async (timeoutMs) => {
      const fresh = Promise.resolve(running).then(() => (stopped ? undefined : run()));
      let cancelLate = (): void => undefined;
      const late = new Promise<void>((resolve) => {
        cancelLate = timers.after(timeoutMs, resolve);
      });
      await Promise.race([fresh, late]).finally(() => cancelLate());
    },
    allowed,
    stop: async () => {
      stopped = true;
      cancelWait();
      await running;
    },
  };
}

/**
 * SYN-1, SYN-2: keeps till and HQ together in the background: push, days that wait for HQ's word, then SYNC. One round
 * at a time; whatever HQ does, the next round comes by itself, and no sale ever waits for one.
 */
import type { SyncPolicy } from '../../shared/catalog/place.ts';
import { formatTime } from '../../shared/i18n/format.ts';
import type { HqLink } from '../../shared/ipc/status.ts';
import type { FailureCode } from '../../shared/kernel/failure.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { DayCloseResponse } from '../../shared/protocol/day-close.ts';
import { backoffMs } from '../../shared/sync/backoff.ts';
import { minuteOfDay, syncAllowed } from '../../shared/sync/window.ts';
import type { Clock, Timers } from '../clock/clock.ts';
import type { HqClient } from '../hq/hq-client.ts';
import type { Log } from '../log/log.ts';
import type { DayCloses } from '../shift/day-closes.ts';
import type { Push } from './push.ts';
import type { Refresh } from './refresh.ts';

export const ROUND_EVERY_MS = 15_000;

export type SyncParts = {
  readonly push: Push;
  readonly refresh: Refresh;
  readonly days: DayCloses;
  readonly hq: HqClient;
  readonly clock: Clock;
  readonly timers: Timers;
  /** A fraction in [0, 1): spreads this till's start and waits among others. */
  readonly spread: () => number;
  readonly policy: () => { readonly policy: SyncPolicy; readonly timeZone: string };
  readonly log: Log;
  readonly onChange: () => void;
};

export type SyncState = { readonly link: HqLink; readonly lastContactMs: EpochMs | null };

export type Sync = {
  readonly start: () => void;
  /** There is a new entry. Never waits, and never shortens the wait after a failure. */
  readonly poke: () => void;
  /** A whole round now, outside the store's window too; resolves when it has ended or `timeoutMs` have passed. */
  readonly roundNow: (timeoutMs: number) => Promise<void>;
  readonly dayAnswer: (seq: number) => DayCloseResponse | null;
  readonly state: () => SyncState;
  /** Breaks off what is under way and resolves when nothing is. */
  readonly stop: () => Promise<void>;
};

export function createSync(parts: SyncParts): Sync {
  const { push, refresh, days, clock, timers, log } = parts;
  const jitter = parts.spread();
  const answers = new Map<number, DayCloseResponse>();
  let failures = 0;
  let trouble: FailureCode | null = 'HQ-UNREACHABLE';
  let lastContactMs: EpochMs | null = null;
  let refreshedAt: number | null = null;
  let cancelWait: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  function allowed(): boolean {
    const { policy, timeZone } = parts.policy();
    return syncAllowed(policy, minuteOfDay(formatTime(clock.wallMs(), timeZone, 'en')), jitter);
  }

  async function askDays(): Promise<Result<null>> {
    for (let day = days.unanswered(); day; day = days.unanswered()) {
      const answer = await parts.hq.call('dayClose', day.request);
      if (!answer.ok) return answer;
      const kept = days.keepAnswer(day.seq, answer.value);
      if (!kept.ok) return kept;
      answers.set(day.seq, answer.value);
      log.info('day.answered', { seq: day.seq, confirmed: answer.value.confirmed });
    }
    return ok(null);
  }

  async function sendAndAsk(): Promise<Result<null>> {
    const sent = await push.sendAll();
    return sent.ok ? await askDays() : sent;
  }

  async function refreshWhenDue(): Promise<Result<null>> {
    if (refreshedAt !== null && clock.elapsedMs() - refreshedAt < ROUND_EVERY_MS) return ok(null);
    const refreshed = await refresh.run();
    if (refreshed.ok) refreshedAt = clock.elapsedMs();
    return refreshed;
  }

  async function round(): Promise<void> {
    const sent = await sendAndAsk();
    const dead = !sent.ok && sent.failure.code === 'HQ-UNREACHABLE';
    const refreshed = dead ? sent : await refreshWhenDue();
    const failed = !sent.ok ? sent : !refreshed.ok ? refreshed : null;
    trouble = failed?.failure.code ?? null;
    failures = failed ? failures + 1 : 0;
    if (!dead && !(refreshed.ok === false && refreshed.failure.code === 'HQ-UNREACHABLE'))
      lastContactMs = clock.wallMs();
    if (failed) log.info('sync.failed', { code: failed.failure.code, failures });
  }

  function run(): Promise<void> {
    cancelWait?.();
    cancelWait = null;
    again = false;
    running ??= round()
      .catch((cause: unknown) => {
        failures += 1;
        log.error('sync.broken', cause);
      })
      .then(() => {
        running = null;
        parts.onChange();
        wait(failures > 0 ? backoffMs(failures, parts.spread()) : again ? 0 : ROUND_EVERY_MS);
      });
    return running;
  }

  function wait(ms: number): void {
    if (stopped) return;
    cancelWait?.();
    cancelWait = timers.after(ms, tick);
  }

  function tick(): void {
    cancelWait = null;
    if (allowed()) void run();
    else wait(ROUND_EVERY_MS);
  }

  function link(): HqLink {
    if (push.forked()) return 'fork';
    if (trouble === 'HQ-REFUSED' || push.suspended() || refresh.revoked()) return 'refused';
    if (!allowed()) return 'waiting';
    return trouble === null ? 'online' : 'offline';
  }

  return {
    start: () => wait(0),
    poke: () => {
      again = true;
      if (running === null && failures === 0 && allowed()) wait(0);
    },
    roundNow: async (timeoutMs) => {
      if (stopped) return;
      const rounds = (running ?? Promise.resolve()).then(() => (stopped ? undefined : run()));
      let cancel = (): void => undefined;
      const late = new Promise<void>((resolve) => {
        cancel = timers.after(timeoutMs, resolve);
      });
      await Promise.race([rounds, late]).finally(cancel);
    },
    dayAnswer: (seq) => answers.get(seq) ?? null,
    state: () => ({ link: link(), lastContactMs }),
    stop: async () => {
      stopped = true;
      cancelWait?.();
      parts.hq.stop();
      await running;
    },
  };
}

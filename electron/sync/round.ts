/** One round with HQ: push, days that wait for HQ's word, then SYNC when it is due. */

import type { FailureCode } from '../../shared/kernel/failure.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { DayCloseResponse } from '../../shared/protocol/day-close.ts';
import type { Clock } from '../clock/clock.ts';
import type { HqClient } from '../hq/hq-client.ts';
import type { Log } from '../log/log.ts';
import type { DeliverOld } from '../recovery/deliver-old.ts';
import type { DayCloses } from '../shift/day-closes.ts';
import type { DayQuestion } from '../shift/day-question.ts';
import type { Push } from './push.ts';
import type { Refresh } from './refresh.ts';

export const ROUND_EVERY_MS = 15_000;

export type RoundParts = {
  readonly push: Push;
  readonly refresh: Refresh;
  readonly older: Pick<DeliverOld, 'run'>;
  readonly days: DayCloses;
  readonly hq: HqClient;
  readonly clock: Clock;
  readonly log: Log;
};

export type Round = {
  /** Never throws for anything that HQ or the line does. */
  readonly run: () => Promise<void>;
  /** What the last round met; null when all went well. */
  readonly trouble: () => FailureCode | null;
  /** Rounds in a row that met trouble. */
  readonly failures: () => number;
  readonly lastContactMs: () => EpochMs | null;
  /** HQ's answer to a day that was closed in this run of the program. */
  readonly dayAnswer: (seq: number) => DayCloseResponse | null;
};

export function createRound({ push, refresh, older, days, hq, clock, log }: RoundParts): Round {
  const answers = new Map<number, DayCloseResponse>();
  let failures = 0;
  let trouble: FailureCode | null = 'HQ-UNREACHABLE';
  let lastContactMs: EpochMs | null = null;
  let refreshedAt: number | null = null;

  async function askDay(day: DayQuestion): Promise<Result<DayCloseResponse>> {
    const answer = await hq.call('dayClose', day.request);
    if (!answer.ok) return answer;
    const kept = days.keepAnswer(day, answer.value);
    if (!kept.ok) return kept;
    const { epoch } = day.request;
    log.info('day.answered', { epoch, seq: day.seq, confirmed: answer.value.confirmed });
    return answer;
  }

  async function askDays(): Promise<Result<null>> {
    for (let day = days.unanswered(); day; day = days.unanswered()) {
      const answer = await askDay(day);
      if (!answer.ok) return answer;
      answers.set(day.seq, answer.value);
    }
    return ok(null);
  }

  /** HQ counts a day along its chain: of a second history it could only say that entries are missing. */
  async function sendAndAsk(): Promise<Result<null>> {
    const sent = await push.sendAll();
    return sent.ok && !push.forked() ? await askDays() : sent;
  }

  async function refreshWhenDue(): Promise<Result<null>> {
    if (refreshedAt !== null && clock.elapsedMs() - refreshedAt < ROUND_EVERY_MS) return ok(null);
    const refreshed = await refresh.run();
    if (refreshed.ok) refreshedAt = clock.elapsedMs();
    return refreshed;
  }

  /** What earlier epochs left comes last, and says nothing about the line that the next round would not. */
  async function deliverOlder(): Promise<void> {
    const delivered = await older.run();
    if (!delivered.ok) return log.info('older.waits', { code: delivered.failure.code });
    for (let day = days.olderUnanswered(); day; day = days.olderUnanswered())
      if (!(await askDay(day)).ok) return;
  }

  return {
    run: async () => {
      const sent = await sendAndAsk();
      // A push that HQ cannot read must not keep programme and staff from coming.
      const refreshed = isUnreachable(sent) ? sent : await refreshWhenDue();
      const failed = sent.ok ? refreshed : sent;
      if (failed.ok) await deliverOlder();
      trouble = failed.ok ? null : failed.failure.code;
      failures = failed.ok ? 0 : failures + 1;
      if (!isUnreachable(refreshed)) lastContactMs = clock.wallMs();
      if (trouble !== null) log.info('sync.failed', { code: trouble, failures });
    },
    trouble: () => trouble,
    failures: () => failures,
    lastContactMs: () => lastContactMs,
    dayAnswer: (seq) => answers.get(seq) ?? null,
  };
}

const isUnreachable = (done: Result<null>): boolean => !done.ok && done.failure.code === 'HQ-UNREACHABLE';

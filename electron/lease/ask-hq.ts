/**
 * LEASE_REQ: the same question a few times within a few seconds. Each answer to one intent is the same, so a lost one costs
 * nothing but time; what is recalled from elsewhere may be here a moment later.
 */
import type { Result } from '../../shared/kernel/result.ts';
import type { LeaseRequest, LeaseResponse } from '../../shared/protocol/lease.ts';
import type { Clock, Timers } from '../clock/clock.ts';
import type { HqClient } from '../hq/hq-client.ts';

export const MAX_LEASE_TRIES = 3;
export const LEASE_WAIT_MS = 4_000;
/** One answer; a line that is slower than this is no line for somebody who stands at the till. */
export const LEASE_TRY_MS = 2_000;
export const RECALL_WAIT_MS = 1_000;

export type AskParts = {
  readonly hq: Pick<HqClient, 'call'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Nobody waits for the answer any more. */
  readonly isOver: () => boolean;
};

/** The last answer, or how the last try failed. */
export async function askForLease(
  { hq, clock, timers, isOver }: AskParts,
  request: LeaseRequest,
): Promise<Result<LeaseResponse>> {
  const endsAt = clock.elapsedMs() + LEASE_WAIT_MS;
  for (let tries = 1; ; tries += 1) {
    const leftMs = Math.ceil(endsAt - clock.elapsedMs());
    const answer = await hq.call('lease', request, { timeoutMs: Math.min(LEASE_TRY_MS, leftMs) });
    const isRecalling = answer.ok && answer.value.kind === 'recalling';
    if (isFinal(answer) || tries === MAX_LEASE_TRIES || isOver()) return answer;
    if (isRecalling) await pause(timers, RECALL_WAIT_MS);
    if (endsAt - clock.elapsedMs() <= 0 || isOver()) return answer;
  }
}

const isFinal = (answer: Result<LeaseResponse>): boolean =>
  answer.ok ? answer.value.kind !== 'recalling' : answer.failure.code === 'HQ-REFUSED';

const pause = (timers: Timers, ms: number): Promise<void> =>
  new Promise((resolve) => void timers.after(ms, resolve));

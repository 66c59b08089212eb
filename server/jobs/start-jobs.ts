/**
 * What HQ does by itself each minute: silent leases are frozen, and once a day what is due is settled and tiers are
 * reviewed. Every process may do it; what one is at, the others leave.
 */
import type { Hq } from '../hq.ts';
import { reviewTiers, type TierReview } from '../tiers/review-tiers.ts';
import { freezeLeases } from './freeze-leases.ts';
import { type DueRun, runDue } from './run-due.ts';

const EVERY_MS = 60_000;
const REVIEW_EVERY_MS = 60 * 60_000;

export type Jobs = {
  /** Lets a page in hand end. */
  readonly stop: () => Promise<void>;
};

export type JobsDone = {
  readonly frozen: number;
  readonly due: readonly DueRun[];
  readonly reviews: readonly TierReview[];
};

export type JobsTold = {
  readonly done: (done: JobsDone) => void;
  /** A round that fails (the database is away) is left to the next one. */
  readonly failed: (fault: unknown) => void;
};

type Working = Pick<Hq, 'db' | 'keys' | 'nowMs'>;

export function startJobs(hq: Working, { done, failed }: JobsTold): Jobs {
  let round: Promise<void> = Promise.resolve();
  let stopped = false;
  let reviewedAtMs = Number.NEGATIVE_INFINITY;
  const work = async (): Promise<void> => {
    if (stopped) return;
    const isTimeToReview = hq.nowMs() - reviewedAtMs >= REVIEW_EVERY_MS;
    done(await runJobs(hq, { reviews: isTimeToReview, goesOn: () => !stopped }));
    if (isTimeToReview) reviewedAtMs = hq.nowMs();
  };
  const timer = setInterval(() => {
    round = round.then(work).catch(failed);
  }, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}

/** One round. A review asks nothing of members unless its programme's period has changed. */
export async function runJobs(
  hq: Working,
  { reviews, goesOn }: { readonly reviews: boolean; readonly goesOn: () => boolean },
): Promise<JobsDone> {
  return {
    frozen: await freezeLeases(hq, goesOn),
    due: await runDue(hq, { goesOn }),
    reviews: reviews && goesOn() ? await reviewTiers(hq) : [],
  };
}

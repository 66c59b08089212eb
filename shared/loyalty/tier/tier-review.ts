/** Reviews of tiers by HQ (TIER-5 … TIER-7): who no longer reaches a tier keeps it through the grace, then falls. */
import type { BusinessDate } from '../../kernel/business-date.ts';
import { addDays, addMonths } from '../../kernel/calendar.ts';
import type { TierId } from '../../kernel/ids.ts';
import type { Programme } from '../programme/programme.ts';
import type { TierPolicy } from '../programme/tiers.ts';
import type { MemberCounters } from '../seen/member.ts';
import { periodStart } from './month.ts';
import { rankOf, tierFor } from './tier.ts';
import { DEFAULT_POLICY, measured } from './tier-measure.ts';

export type TierStanding = {
  readonly tierId: TierId;
  /** The review at which the tier was first not reached; null while it is. */
  readonly belowSince: BusinessDate | null;
};

/** TIER-5: on the first business day of a period, whenever HQ comes to it; null: no review yet. */
export function reviewDue(
  { review }: Pick<TierPolicy, 'review'>,
  lastReview: BusinessDate | null,
  date: BusinessDate,
): boolean {
  if (review === 'never') return false;
  return lastReview === null || periodStart(review, lastReview) < periodStart(review, date);
}

/** The standing after a review on this date; that a review is due is the caller's to know. */
export function tierAfterReview(
  programme: Pick<Programme, 'tiers' | 'tierPolicy'>,
  { tierId, belowSince }: TierStanding,
  { counters, date }: { readonly counters: MemberCounters; readonly date: BusinessDate },
): TierStanding {
  const policy = programme.tierPolicy ?? DEFAULT_POLICY;
  const own = rankOf(programme, tierId);
  const reached = reachedRank(programme, policy, { counters, date });
  const standing = (rank: number, since: BusinessDate | null): TierStanding => ({
    tierId: programme.tiers[rank]?.id ?? tierId,
    belowSince: since,
  });
  if (reached >= own) return standing(reached, null);
  if (policy.review === 'never') return { tierId, belowSince: null };
  const since = belowSince ?? date;
  if (date < addMonths(since, policy.graceMonths)) return standing(own, since);
  if (policy.downgrade === 'toReached') return standing(reached, null);
  return standing(own - 1, own - 1 > reached ? date : null);
}

/** TIER-6: the better of the window that ended with the day before the period, and of the one that runs. */
function reachedRank(
  programme: Pick<Programme, 'tiers'>,
  policy: TierPolicy,
  { counters, date }: { readonly counters: MemberCounters; readonly date: BusinessDate },
): number {
  const dayBefore = policy.review === 'never' ? date : addDays(periodStart(policy.review, date), -1);
  const most = Math.max(measured(policy, counters, dayBefore), measured(policy, counters, date));
  const reached = tierFor(programme, most);
  return reached ? rankOf(programme, reached.id) : 0;
}

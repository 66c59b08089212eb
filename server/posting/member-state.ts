import type { TierId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { tierForSpend } from '../../shared/loyalty/tier/tier.ts';

/** What posting reads and moves on a member's row. */
export type MemberState = {
  readonly tierId: TierId;
  readonly spendMinor: Minor;
  readonly visits: number;
};

/** Upwards at once and never down; the sale's own programme version decides, so a replay decides the same. */
export function reachedTier(programme: Programme, current: TierId, spendMinor: Minor): TierId {
  const rank = (id: TierId): number => programme.tiers.findIndex((tier) => tier.id === id);
  const reached = tierForSpend(programme, spendMinor);
  return reached && rank(current) >= 0 && rank(reached.id) > rank(current) ? reached.id : current;
}

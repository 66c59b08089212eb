import type { BusinessDate } from '../../kernel/business-date.ts';
import type { TierId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/units.ts';
import type { Programme } from '../programme/programme.ts';
import type { Tier } from '../programme/tiers.ts';
import type { MemberCounters } from '../seen/member.ts';
import { DEFAULT_POLICY, measured } from './tier-measure.ts';

type Tiers = Pick<Programme, 'tiers' | 'tierPolicy'>;

export const tierById = ({ tiers }: Pick<Programme, 'tiers'>, id: TierId): Tier | undefined =>
  tiers.find((tier) => tier.id === id);

/** The highest tier whose threshold is reached, in the policy's measure (TIER-1). */
export const tierFor = ({ tiers }: Pick<Programme, 'tiers'>, reached: number): Tier | undefined =>
  tiers.findLast((tier) => tier.from <= reached);

/** For a programme whose tiers count money. */
export const tierForSpend = (programme: Programme, spendMinor: Minor): Tier | undefined =>
  tierFor(programme, spendMinor);

/** 0 for the lowest; a tier that the programme no longer has ranks below all. */
export const rankOf = ({ tiers }: Pick<Programme, 'tiers'>, id: TierId): number =>
  tiers.findIndex((tier) => tier.id === id);

/**
 * TIER-4: the tier after a receipt has been counted: upwards at once and to whatever was reached, never down. It counts
 * from the next receipt.
 */
export function tierReached(
  programme: Tiers,
  { tierId, counters }: { readonly tierId: TierId; readonly counters: MemberCounters },
  date: BusinessDate,
): TierId {
  const reached = tierFor(programme, measured(programme.tierPolicy ?? DEFAULT_POLICY, counters, date));
  return reached && rankOf(programme, reached.id) > rankOf(programme, tierId) ? reached.id : tierId;
}

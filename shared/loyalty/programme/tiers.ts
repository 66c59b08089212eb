import type { TierId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';

export type Tier = {
  readonly id: TierId;
  readonly name: Localized;
  /** From this much within the policy's window a member belongs here; in the policy's measure (minor units, counts). */
  readonly from: number;
  /** What the tier brings that is not money. */
  readonly privileges?: readonly Localized[];
};

export const TIER_MEASURES = ['spend', 'visits', 'points'] as const;
export type TierMeasure = (typeof TIER_MEASURES)[number];

/**
 * Windows are made of whole calendar months of the store, because a member's row carries its months and works without
 * HQ (TIER-3). `rolling` holds the receipt's month and the `months` − 1 before it.
 */
export type TierWindow =
  | { readonly kind: 'lifetime' }
  | { readonly kind: 'rolling'; readonly months: number }
  | { readonly kind: 'calendar'; readonly period: 'month' | 'quarter' | 'year' };

/**
 * An upgrade counts from the receipt after the one that reached it. At a review (monthly, quarterly, yearly, on the
 * first business day of the period) a member who no longer reaches the tier keeps it for `graceMonths` more, then falls
 * by one tier (`oneStep`) or to the tier they reach (`toReached`).
 */
export type TierPolicy = {
  readonly measure: TierMeasure;
  readonly window: TierWindow;
  readonly review: 'never' | 'month' | 'quarter' | 'year';
  readonly graceMonths: number;
  readonly downgrade: 'oneStep' | 'toReached';
};

/** Why the outcome is what it is, as data: texts in three languages are made from it elsewhere. */
import type { RuleId, TierId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Minor } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';
import type { Award } from '../programme/award.ts';
import type { QuestGive } from '../programme/give.ts';
import type { TierMeasure } from '../programme/tiers.ts';

/** Points among `fired` sum to the outcome's points, discounts to its discount (EXP-1). */
export type Explanation = {
  readonly fired: readonly FiredRule[];
  /** The nearest rules that did not apply, nearest first, at most `MAX_MISSED`. */
  readonly missed: readonly MissedRule[];
  readonly nextTier: NextTier | null;
  readonly nextReward: NextReward | null;
  readonly progress: readonly Progress[];
};

export const MAX_MISSED = 5;

export type FiredRule = {
  readonly ruleId: RuleId | 'redemption';
  readonly name: Localized;
  readonly part: FiredPart;
  /** What was earned, and in which asset; 0 of null for discounts and free goods. */
  readonly asset: Asset | null;
  readonly amount: number;
  readonly discountMinor: Minor;
  /** The sum of the goods that it was computed on. */
  readonly baseMinor: Minor;
  /** The tier that raised the rate, for the part `tier`. */
  readonly tierId: TierId | null;
  readonly tierName: Localized | null;
  /** What was given as a whole: a voucher, a badge, a gift, a privilege's text. */
  readonly award: Award | { readonly kind: 'privilege'; readonly text: Localized } | null;
};

/** `cap` takes back what a limit cuts off, as a negative amount. */
export const FIRED_PARTS = [
  'base',
  'tier',
  'multiplier',
  'activity',
  'bonus',
  'cap',
  'award',
  'discount',
  'gift',
  'reward',
  'redemption',
  'privilege',
] as const;
export type FiredPart = (typeof FIRED_PARTS)[number];

export type MissedRule = {
  readonly ruleId: RuleId;
  readonly name: Localized;
  readonly reason: MissReason;
};

export type MissReason =
  | { readonly kind: 'sumTooSmall'; readonly shortMinor: Minor }
  | { readonly kind: 'quantityTooSmall'; readonly shortMilli: number }
  /** Another rule of the same group saves more. */
  | { readonly kind: 'beaten'; readonly by: RuleId }
  | { readonly kind: 'limitReached' }
  | { readonly kind: 'needsMember' };

export type NextTier = {
  readonly tierId: TierId;
  readonly name: Localized;
  readonly measure: TierMeasure;
  /** Still missing after this sale, in the measure's unit. */
  readonly short: number;
};

/** The cheapest reward that the balance after this sale does not reach yet. */
export type NextReward = {
  readonly ruleId: RuleId;
  readonly name: Localized;
  readonly asset: Asset;
  readonly short: number;
};

/** A quest or punch card after this sale. */
export type Progress = {
  readonly ruleId: RuleId;
  readonly name: Localized;
  readonly asset: Asset;
  readonly have: number;
  readonly target: number;
  /** What a quest counts, so that its figures can be written; absent: whole things. */
  readonly count?: QuestGive['count'];
};

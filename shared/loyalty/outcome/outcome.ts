/** What the engine says of a basket: sums, points, and why. */
import type { BasketLine } from '../../basket/basket.ts';
import type { RuleId, TaxId, TierId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Bps, Minor, Points } from '../../kernel/units.ts';

export type PricedLine = BasketLine & {
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  /** False for goods that no earning rule covers. */
  readonly earns: boolean;
};

export type TaxTotal = {
  readonly taxId: TaxId;
  readonly letter: string;
  readonly rateBps: Bps;
  readonly totalMinor: Minor;
  readonly taxMinor: Minor;
};

export type Outcome = {
  readonly lines: readonly PricedLine[];
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  readonly taxes: readonly TaxTotal[];
  /** Sum of the goods that earn, after discounts. */
  readonly earningBaseMinor: Minor;
  readonly earnedPoints: Points;
  readonly explanation: Explanation;
};

/** `fired` sums to the outcome's points; `missed` holds the nearest rules that did not apply. */
export type Explanation = {
  readonly fired: readonly FiredRule[];
  readonly missed: readonly MissedRule[];
  readonly nextTier: NextTier | null;
};

export type FiredRule = {
  readonly ruleId: RuleId;
  readonly name: Localized;
  readonly part: 'base' | 'tier' | 'multiplier';
  readonly points: Points;
  readonly discountMinor: Minor;
  readonly baseMinor: Minor;
  /** The tier that raised the rate, for the part `tier`. */
  readonly tierId: TierId | null;
  readonly tierName: Localized | null;
};

export type MissedRule = {
  readonly ruleId: RuleId;
  readonly name: Localized;
  readonly reason: { readonly kind: 'sumTooSmall'; readonly shortMinor: Minor };
};

export type NextTier = {
  readonly tierId: TierId;
  readonly name: Localized;
  /** Spend still missing after this sale. */
  readonly shortMinor: Minor;
};

/**
 * The programme: one versioned document that says what members earn and what it is worth. A sale names the version
 * it used, and every later recomputation uses that version. Outer shape in full; `give` grows by kinds.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { CategoryId, ProductId, ProgrammeId, RuleId, TierId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Bps, Minor, Points } from '../../kernel/units.ts';

export const PROGRAMME_SCHEMA = 'puncta-programme/1';

export type Programme = {
  readonly schema: typeof PROGRAMME_SCHEMA;
  readonly id: ProgrammeId;
  readonly version: number;
  readonly name: Localized;
  readonly effectiveFrom: BusinessDate;
  readonly effectiveTo: BusinessDate | null;
  readonly currencyCode: string;
  readonly point: PointDefinition;
  /** Ascending by `fromSpendMinor`; the first starts at 0. */
  readonly tiers: readonly Tier[];
  readonly rules: readonly Rule[];
};

export type PointDefinition = {
  /** Fractions of a point that are kept: 1, 10 or 100. `Points` count these fractions. */
  readonly scale: 1 | 10 | 100;
  /** What one whole point is worth when spent. */
  readonly worthMinor: Minor;
};

export type Tier = {
  readonly id: TierId;
  readonly name: Localized;
  /** Spend within the tier window from which a member belongs here. */
  readonly fromSpendMinor: Minor;
};

export type Rule = {
  readonly id: RuleId;
  readonly name: Localized;
  readonly when: Condition;
  readonly on: Selector;
  readonly from: Threshold;
  readonly give: Give;
};

/** Every part that is present must hold. */
export type Condition = {
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekdays?: readonly number[];
  readonly tiers?: readonly TierId[];
};

/** Which goods a rule covers: those included (all when empty) and not excluded. */
export type Selector = { readonly include: GoodsSet; readonly exclude: GoodsSet };

export type GoodsSet = {
  readonly products?: readonly ProductId[];
  readonly categories?: readonly CategoryId[];
  readonly tags?: readonly string[];
};

/** The smallest sum of covered goods, after discounts, from which the rule works. */
export type Threshold = { readonly sumMinor: Minor };

export type Give =
  | { readonly kind: 'pointsPerMoney'; readonly rate: Rate; readonly rateByTier: readonly TierRate[] }
  | { readonly kind: 'multiplier'; readonly factorBps: Bps };

/** `points` for every `perMinor` spent, in proportion. */
export type Rate = { readonly points: Points; readonly perMinor: Minor };
export type TierRate = Rate & { readonly tierId: TierId };

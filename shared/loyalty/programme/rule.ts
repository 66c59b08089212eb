/** A rule: when × on × from × give × limits × stack. A reward is the same, bought with a balance. */
import type { PartnerId, RuleId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Bps, Milli, Minor } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';
import type { Condition } from './condition.ts';
import type { DiscountGive, FreeGoodsGive, Give, PrivilegeGive } from './give.ts';
import type { Selector } from './goods.ts';
import type { RuleLimits } from './limits.ts';

export type Rule = {
  readonly id: RuleId;
  readonly name: Localized;
  /** Absent: always. */
  readonly when?: Condition;
  /** The goods that count and that are reached; absent: all. */
  readonly on?: Selector;
  /** Absent: from the first unit. */
  readonly from?: Threshold;
  readonly give: Give;
  /** `auto` (the default) applies by itself; `offer` waits until cashier or member takes it. */
  readonly take?: 'auto' | 'offer';
  readonly stack?: Stacking;
  readonly limits?: RuleLimits;
  /** Who pays for what the rule gives; absent: the shop. */
  readonly fundedBy?: Funding;
};

/** Taken by claim only, for `cost` each time. */
export type Reward = Omit<Rule, 'give' | 'take'> & {
  readonly give: DiscountGive | FreeGoodsGive | PrivilegeGive;
  readonly cost: Cost;
};

/** `amount` is in the asset's smallest unit. */
export type Cost = { readonly asset: Asset; readonly amount: number };

/**
 * What the covered goods of the basket (or those of `on`) must reach, that amount included. Judged on what earlier stacking groups left.
 */
export type Threshold = {
  readonly sumMinor?: Minor;
  /** Pieces and kilograms alike, in thousandths. */
  readonly quantityMilli?: Milli;
  /** Whether `sumMinor` is compared with the sum including tax (the default) or without it. */
  readonly tax?: 'included' | 'excluded';
  /** The goods that must reach it; absent: those that the rule covers. "Two coffees bought: a tenth off any cake." */
  readonly on?: Selector;
};

/**
 * Rules of one group are judged together on what the former groups left. `exclusive`: when such a rule applies, no other
 * discount rule does (the best exclusive one for the member wins; among equals the one with the smaller id).
 */
export type Stacking = {
  readonly group?: string;
  readonly exclusive?: boolean;
};

/**
 * `best` gives the one rule that saves most; `all` gives every rule, each on what the former left but all judged on
 * what the group found. Without a group, a rule on named goods is a group of its own before the basket rules, and
 * basket-wide rules share the group `basket`, where the best counts (STK-1 … STK-4).
 */
export type StackGroup = { readonly id: string; readonly combine: 'best' | 'all' };

/** `shareBps` of what the rule gives is charged to the partner, the rest to the shop. */
export type Funding = { readonly partnerId: PartnerId; readonly shareBps: Bps };

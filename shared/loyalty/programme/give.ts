/** What a rule gives. Rates and amounts are integers in the smallest unit of the asset or of the money. */
import type { ProductId, RuleId, TierId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Bps, Milli, Minor } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';
import type { Award } from './award.ts';
import type { GoodsSet } from './goods.ts';

export type Give =
  | EarnGive
  | DiscountGive
  | FreeGoodsGive
  | AwardGive
  | QuestGive
  | ReferralGive
  | PrivilegeGive;

/** Assets that purchases fill: points, the money wallet (cashback), stamps, tickets. */
export type EarnGive =
  | EarnPerMoney
  | {
      readonly kind: 'earnPerUnit';
      readonly asset?: Asset;
      readonly amount: number;
      readonly perMilli?: Milli;
    }
  /** Once per receipt. */
  | { readonly kind: 'earnFixed'; readonly asset?: Asset; readonly amount: number }
  /** Once per member and business day: the day's first receipt at this till. */
  | { readonly kind: 'earnPerVisit'; readonly asset?: Asset; readonly amount: number }
  /** (factor − 1) of what the covered goods earned by rates; several add up (ACC-5). */
  | { readonly kind: 'earnMultiplier'; readonly asset?: Asset; readonly factorBps: Bps }
  /** The rate of the highest step that the covered sum reaches, on the whole sum. */
  | { readonly kind: 'earnByReceipt'; readonly asset?: Asset; readonly steps: readonly RateStep[] }
  /** The rate of the highest step that the member's activity reaches; this receipt is not counted in it. */
  | {
      readonly kind: 'earnByActivity';
      readonly asset?: Asset;
      readonly measure: 'visits' | 'spend' | 'activeMonths';
      /** Whole calendar months before the receipt's own, 1 … 24; the receipt's month counts too. */
      readonly months: number;
      readonly steps: readonly RateStep[];
    };

export type EarnPerMoney = {
  readonly kind: 'earnPerMoney';
  /** Absent: points. */
  readonly asset?: Asset;
  readonly rate: Rate;
  /** Replaces the rate for members of a tier (ACC-3). */
  readonly rateByTier?: readonly TierRate[];
};

/** `amount` for every `perMinor` spent, in proportion. */
export type Rate = { readonly amount: number; readonly perMinor: Minor };
export type TierRate = Rate & { readonly tierId: TierId };
/** `from` is money for a scale by receipt or spend, a count for visits and months. The first step may start above 0. */
export type RateStep = Rate & { readonly from: number };

export type DiscountGive =
  | {
      readonly kind: 'percentOff';
      readonly percentBps: Bps;
      readonly units?: UnitPick;
      readonly capMinor?: Minor;
    }
  /** Once over all covered goods. */
  | { readonly kind: 'amountOff'; readonly amountMinor: Minor }
  /** From each unit, never more than it costs; `furtherMinor` from every unit after a line's first. */
  | {
      readonly kind: 'amountOffEach';
      readonly amountMinor: Minor;
      readonly furtherMinor?: Minor;
      readonly units?: UnitPick;
      readonly capMinor?: Minor;
    }
  /** Each unit costs this; dearer or cheaper goods alike never become dearer. */
  | { readonly kind: 'fixedPrice'; readonly priceMinor: Minor; readonly units?: UnitPick }
  /** The percentage of the highest step that the covered quantity reaches. */
  | { readonly kind: 'quantityBreaks'; readonly steps: readonly { fromMilli: Milli; percentBps: Bps }[] }
  /** The percentage of the highest step that the covered sum reaches. */
  | { readonly kind: 'receiptBreaks'; readonly steps: readonly { fromMinor: Minor; percentBps: Bps }[] }
  /** One of each part together for one price, as many whole sets as there are. */
  | { readonly kind: 'bundlePrice'; readonly parts: readonly BundlePart[]; readonly priceMinor: Minor };

export type BundlePart = { readonly goods: GoodsSet; readonly units: number };

/**
 * Which whole units of the covered goods a discount reaches; weighed goods count as one unit per line. Units of equal
 * price are taken by product id, then line number (DSC-6). Absent: everything.
 */
export type UnitPick = {
  /** `cheapest` and `dearest` take `count` units in order of price; `each` takes the first units of every line. */
  readonly pick: 'cheapest' | 'dearest' | 'each';
  readonly count?: number;
  /** Only units in full groups of so many, dearest first. */
  readonly groupOf?: number;
  /** One unit of every so many: every third, the cheapest of its group. */
  readonly every?: number;
  /** So many other units must be bought at their price first; both sorts then serve no other rule with `buy`. */
  readonly buy?: number;
};

/**
 * Free goods. `unit`: units that are in the basket become free. `extra`: a further line at zero that the cashier adds;
 * it fills no threshold and earns nothing (GFT-1, GFT-2).
 */
export type FreeGoodsGive = {
  readonly kind: 'freeGoods';
  readonly mode: 'unit' | 'extra';
  /** Any one product of these may be chosen; absent: the covered goods. */
  readonly goods?: GoodsSet;
  readonly units: number;
  /** Given again for every further so much; absent: once per receipt. */
  readonly forEvery?: ForEvery;
};

export type ForEvery = { readonly units: number } | { readonly sumMinor: Minor };

/** A bonus, coupon, ticket or badge as such, once per receipt (or for every so much). */
export type AwardGive = { readonly kind: 'award'; readonly award: Award; readonly forEvery?: ForEvery };

/**
 * Progress towards a target over several receipts: punch cards, gifts on accumulated spend, quests, streaks. Each time
 * the target is passed the award is given; what is over counts on (`streak` starts anew after a missed period).
 */
export type QuestGive = {
  readonly kind: 'quest';
  /** Names the progress; the asset is `quest:<questId>`. */
  readonly questId: string;
  readonly count: 'spend' | 'visits' | 'units' | 'streakDays' | 'streakWeeks' | 'streakMonths';
  readonly target: number;
  readonly award: Award;
  /** At most so many awards in all; absent: without end. */
  readonly times?: number;
};

/** For the first qualifying purchase of a member whom another one brought; both sides get theirs (REF-1). */
export type ReferralGive = {
  readonly kind: 'referral';
  readonly newcomer: Award;
  readonly referrer: Award;
  /** The referrer is rewarded for at most so many newcomers. */
  readonly maxReferrals: number;
};

/** Something that is not money: a personal manager, goods kept for members. Told and printed, never computed. */
export type PrivilegeGive = { readonly kind: 'privilege'; readonly text: Localized };

/** Products that a claim may choose among. */
export type Choice = { readonly ruleId: RuleId; readonly productId: ProductId };

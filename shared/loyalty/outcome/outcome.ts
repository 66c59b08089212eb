/** What the engine says of a basket: sums, what is earned and spent, who pays for it, and why. */
import type { BasketLine } from '../../basket/basket.ts';
import type { CouponId, MemberId, PartnerId, ProductId, RuleId, TaxId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Bps, Minor, Points } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';
import type { Cost } from '../programme/rule.ts';
import type { Explanation } from './explanation.ts';
import type { RedemptionOutcome } from './redemption-outcome.ts';

/** Sums are what the customer pays: a tax that is added to the price is in them (TAX-2), and so are deposits. */
export type PricedLine = BasketLine & {
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  /** Sums to `discountMinor`. */
  readonly cuts: readonly LineCut[];
  /** False for goods that no earning rule covers. */
  readonly earns: boolean;
};

/** A rule's share in a line's discount; `redemption` is the part paid with points as a discount. */
export type LineCut = { readonly ruleId: RuleId | 'redemption'; readonly amountMinor: Minor };

export type TaxTotal = {
  readonly taxId: TaxId;
  readonly letter: string;
  readonly rateBps: Bps;
  /** Tax included, deposits not. */
  readonly totalMinor: Minor;
  readonly taxMinor: Minor;
};

export type Outcome = {
  readonly lines: readonly PricedLine[];
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  /** What is to be paid, by whatever tender. */
  readonly totalMinor: Minor;
  readonly taxes: readonly TaxTotal[];
  /** Sum of the goods that earn, after discounts. */
  readonly earningBaseMinor: Minor;
  readonly earnedPoints: Points;
  readonly effects: readonly OutcomeEffect[];
  readonly redemption: RedemptionOutcome;
  readonly offers: readonly Offer[];
  readonly funding: readonly FundingShare[];
  readonly refusals: readonly Refusal[];
  readonly explanation: Explanation;
};

/**
 * One change of a balance. EARN to the referrer is posted by HQ to that member. `validDays`: a life of its own for the
 * lot, else the programme's policy. Effects of one kind, asset and holder are summed when they become parts of an entry.
 */
export type OutcomeEffect = {
  readonly effect: 'EARN' | 'REDEEM';
  readonly asset: Asset;
  readonly amount: number;
  readonly ruleId: RuleId | 'redemption' | 'payment';
  /** Absent: the receipt's member. */
  readonly to?: MemberId;
  /** A gift card's account, for the asset `giftcard`. */
  readonly cardId?: string;
  readonly validDays?: number;
};

/** What may be taken: an offered rule or a reward whose condition holds. `times` is what is left beside the claims. */
export type Offer = {
  readonly ruleId: RuleId;
  readonly name: Localized;
  readonly times: number;
  /** Units of free goods for each time; 0 for discounts. */
  readonly units: number;
  /** Extra goods: what may be added at zero. Empty: any covered goods. */
  readonly products: readonly ProductId[];
  readonly cost: Cost | null;
  /** What one more claim would save now; 0 for extra goods. */
  readonly savesMinor: Minor;
};

/** What a partner owes the shop for a rule on this receipt (PTN-1). `worthMinor` values earned points and wallet money. */
export type FundingShare = {
  readonly partnerId: PartnerId;
  readonly ruleId: RuleId;
  readonly discountMinor: Minor;
  readonly worthMinor: Minor;
};

/** Something that was asked for and cannot be; the sale goes on without it, or the screen asks again. */
export type Refusal =
  | { readonly kind: 'points'; readonly askedPoints: Points; readonly largestPoints: Points }
  | { readonly kind: 'wallet'; readonly askedMinor: Minor; readonly largestMinor: Minor }
  | {
      readonly kind: 'giftCard';
      readonly cardId: string;
      readonly askedMinor: Minor;
      readonly largestMinor: Minor;
    }
  | { readonly kind: 'claim'; readonly ruleId: RuleId; readonly largestTimes: number }
  | { readonly kind: 'coupon'; readonly couponId: CouponId; readonly why: CouponRefusal }
  | { readonly kind: 'gift'; readonly n: number; readonly ruleId: RuleId };

/** The coupon gives nothing here: no rule asks for it, its rule does not hold (yet), or its uses are used up. */
export type CouponRefusal = 'unknown' | 'conditions' | 'used' | 'notHeld';

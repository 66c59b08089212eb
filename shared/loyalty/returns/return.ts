/** What comes back of a sale, and what that gives (RET-n). */
import type { MemberId, RuleId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Milli, Minor } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { FiredPart, MissReason } from '../outcome/explanation.ts';
import type { FundingShare, Outcome, TaxTotal } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';

/** `compiled` is the version that the sale names; `outcome` is what `compute` says of `seen` with it. */
export type SaleFacts = {
  readonly compiled: CompiledProgramme;
  readonly seen: Seen;
  readonly outcome: Outcome;
};

export type ReturnedLine = { readonly n: number; readonly quantityMilli: Milli };

export type ReturnRequest = {
  readonly sale: SaleFacts;
  /** Earlier returns of this sale, oldest first. */
  readonly before: readonly (readonly ReturnedLine[])[];
  readonly now: readonly ReturnedLine[];
  /** What gift cards that this sale sold still hold; absent: not asked, HQ sees to it. */
  readonly cardsHold?: readonly { readonly cardId: string; readonly leftMinor: Minor }[];
};

export type ReturnFault =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknownLine'; readonly n: number }
  | { readonly kind: 'quantity'; readonly n: number }
  | { readonly kind: 'tooMuch'; readonly n: number; readonly leftMilli: Milli }
  | { readonly kind: 'giftCardSpent'; readonly n: number; readonly cardId: string };

export type Return = {
  readonly lines: readonly LineBack[];
  readonly tenders: TendersBack;
  /** Taken back from what was owed for the sale, per rate. */
  readonly taxes: readonly TaxTotal[];
  /** REFUND first: it may be needed to cover a CLAWBACK. Summed by asset and holder. */
  readonly effects: readonly ReturnEffect[];
  readonly reasons: readonly ReturnReason[];
  /** What partners owe less. */
  readonly funding: readonly FundingShare[];
  /** Extra goods to which nothing that is kept gives a right: they are asked for (RET-6). */
  readonly gifts: readonly GiftDue[];
};

export type LineBack = ReturnedLine & {
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
};

/** Sums to the lines' totals, with `pointsMinor` only where points were a tender: never money for points. */
export type TendersBack = {
  readonly moneyMinor: Minor;
  readonly walletMinor: Minor;
  readonly giftCards: readonly { readonly cardId: string; readonly amountMinor: Minor }[];
  readonly pointsMinor: Minor;
};

export type ReturnEffect = {
  readonly effect: 'REFUND' | 'CLAWBACK';
  readonly asset: Asset;
  readonly amount: number;
  /** Absent: the receipt's member. */
  readonly to?: MemberId;
  readonly cardId?: string;
};

/**
 * `earned`: what a rule gives less now; `short` when it no longer holds on what is kept. Amounts of one asset sum to its
 * CLAWBACK, so a share may be negative by a rounding. `spent`: what comes back of a reward, a coupon or points.
 */
export type ReturnReason =
  | {
      readonly kind: 'earned';
      readonly ruleId: RuleId | 'redemption';
      readonly name: Localized;
      readonly part: FiredPart;
      readonly asset: Asset;
      readonly amount: number;
      readonly short: MissReason | null;
    }
  | {
      readonly kind: 'spent';
      readonly ruleId: RuleId | 'redemption';
      readonly asset: Asset;
      readonly amount: number;
    };

export type GiftDue = { readonly n: number; readonly ruleId: RuleId; readonly quantityMilli: Milli };

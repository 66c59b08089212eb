/**
 * What the window asks main to sign. It carries facts only; main runs the engine on them and signs its own result,
 * and refuses (SALE-MISMATCH) when `shown` is not what the engine says.
 */
import type { BasketLine } from '../basket/basket.ts';
import type { Claim, SeenCoupon } from '../basket/claim.ts';
import type { BusinessDate } from '../kernel/business-date.ts';
import type { EntryId } from '../kernel/ids.ts';
import type { Minor, Points } from '../kernel/units.ts';
import type { Tender } from '../ledger/body.ts';
import type { MemberRow } from '../loyalty/seen/member.ts';
import type { Payment } from '../loyalty/seen/seen.ts';
import type { SaleReceipt } from '../receipt/model.ts';

export type SaleDraft = {
  readonly basketId: EntryId;
  readonly lines: readonly BasketLine[];
  readonly member: MemberRow | null;
  /** Offered rules and rewards that were taken, coupons that were shown, and what is paid otherwise than with money. */
  readonly claims?: readonly Claim[];
  readonly coupons?: readonly SeenCoupon[];
  readonly payment?: Payment;
  /** Money. */
  readonly tenders: readonly Tender[];
  readonly programmeVersion: number;
  readonly businessDate: BusinessDate;
  /** Of the store's day, as the window computed with it; absent: main's own. */
  readonly minute?: number;
  readonly shown: { readonly totalMinor: Minor; readonly earnedPoints: Points };
};

export type SaleDone = {
  readonly entryId: EntryId;
  readonly seq: number;
  readonly receipt: SaleReceipt;
  readonly hash8: string;
  readonly changeMinor: Minor;
};

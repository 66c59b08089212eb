/**
 * The receipt: an immutable document made at commit and stored in the entry's body. Every output (paper, screen, text)
 * is rendered from it. It holds no member label: that is looked up when rendering, so erasing a member reaches old
 * receipts too.
 */

import type { SaleUnit } from '../catalog/product.ts';
import type { BusinessDate } from '../kernel/business-date.ts';
import type { Currency } from '../kernel/currency.ts';
import type { MemberId } from '../kernel/ids.ts';
import type { Language, Localized } from '../kernel/language.ts';
import type { Bps, EpochMs, Milli, Minor, Points } from '../kernel/units.ts';
import type { Explanation } from '../loyalty/outcome/explanation.ts';

export const RECEIPT_SCHEMA = 'puncta-receipt/1';

export type Receipt = SaleReceipt | ReportReceipt;

type ReceiptFrame = {
  readonly schema: typeof RECEIPT_SCHEMA;
  readonly template: number;
  readonly language: Language;
  readonly issuer: Issuer;
  /** `till-epoch-seq`, unique for ever. */
  readonly number: string;
  readonly cashierName: string;
  readonly wallMs: EpochMs;
  readonly timeZone: string;
  readonly businessDate: BusinessDate;
  readonly currency: Currency;
};

export type SaleReceipt = ReceiptFrame & {
  readonly kind: 'sale';
  readonly lines: readonly ReceiptLine[];
  readonly totals: { readonly grossMinor: Minor; readonly discountMinor: Minor; readonly totalMinor: Minor };
  readonly tenders: readonly { readonly kind: 'cash'; readonly amountMinor: Minor }[];
  readonly changeMinor: Minor;
  readonly taxes: readonly { readonly letter: string; readonly rateBps: Bps; readonly taxMinor: Minor }[];
  readonly loyalty: LoyaltyBlock | null;
  readonly fiscal:
    | { readonly state: 'nonFiscal' }
    | { readonly state: 'fiscalised'; readonly number: string };
};

/** Z-report at the end of a shift: sums by kind and the cash counted. */
export type ReportReceipt = ReceiptFrame & {
  readonly kind: 'zReport';
  readonly openedAtMs: EpochMs;
  readonly sales: { readonly count: number; readonly totalMinor: Minor };
  readonly cash: {
    readonly floatMinor: Minor;
    readonly takenMinor: Minor;
    readonly expectedMinor: Minor;
    readonly countedMinor: Minor;
  };
  readonly points: { readonly scale: 1 | 10 | 100; readonly earned: Points; readonly members: number };
};

export type Issuer = {
  readonly companyName: string;
  readonly taxNumber: string;
  readonly storeName: string;
  readonly address: string;
  readonly tillName: string;
};

export type ReceiptLine = {
  readonly name: string;
  readonly unit: SaleUnit;
  readonly quantityMilli: Milli;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  readonly taxLetter: string;
};

export type LoyaltyBlock = {
  readonly memberId: MemberId;
  readonly programmeName: Localized;
  readonly scale: 1 | 10 | 100;
  /** What one whole point is worth. */
  readonly worthMinor: Minor;
  readonly tierName: Localized;
  readonly earnedPoints: Points;
  readonly explanation: Explanation;
  /** Before this sale's own points, which are in `pendingPoints` until HQ has posted them. */
  readonly availablePoints: Points;
  readonly pendingPoints: Points;
  /** HQ's time at which the balance was true. */
  readonly asOfMs: EpochMs;
};

/** What is known only when a receipt is rendered, never stored with it. */
export type RenderFacts = {
  /** Masked label of the member, or null after the member was erased. */
  readonly memberLabel: string | null;
  /** 0 for the original, 1, 2 … for copies. */
  readonly copy: number;
  readonly training: boolean;
  /** First 8 hex digits of the entry's hash: with the number they are the short witness (R5). */
  readonly hash8: string;
};

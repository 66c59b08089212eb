/**
 * The receipt: a document that every output (paper, screen, text) is rendered from. A sale's is composed from what its
 * entry holds (compose-sale-receipt.ts), of which only the frame is the receipt's own; the same entry gives the same
 * receipt for ever. It holds no member label: that is looked up when rendering, so erasing a member reaches old
 * receipts too.
 */

import type { SaleUnit } from '../catalog/product.ts';
import type { BusinessDate } from '../kernel/business-date.ts';
import type { Currency } from '../kernel/currency.ts';
import type { MemberId, RuleId } from '../kernel/ids.ts';
import type { Language, Localized } from '../kernel/language.ts';
import type { Bps, EpochMs, Milli, Minor, Points } from '../kernel/units.ts';
import type { SpentFigures } from '../ledger/body.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { Explanation } from '../loyalty/outcome/explanation.ts';
import type { LineCut } from '../loyalty/outcome/outcome.ts';

export const RECEIPT_SCHEMA = 'puncta-receipt/2';

export type Receipt = SaleReceipt | ReportReceipt;

type ReceiptFrame = {
  readonly schema: typeof RECEIPT_SCHEMA;
  readonly template: number;
  readonly language: Language;
  readonly issuer: Issuer;
  /** `till-epoch-seq`, unique for ever. */
  readonly number: string;
  readonly cashierName: string;
  readonly timeZone: string;
  readonly currency: Currency;
};

type ReceiptTime = { readonly wallMs: EpochMs; readonly businessDate: BusinessDate };

/** What a sale's body stores of its receipt: all that its facts and figures do not say. */
export type SaleFrame = ReceiptFrame & {
  readonly kind: 'sale';
  /** Absent: none is spoken of. */
  readonly assetNames?: AssetNames;
  readonly loyalty: LoyaltyFrame | null;
  readonly fiscal: FiscalState;
};

export type FiscalState =
  | { readonly state: 'nonFiscal' }
  | { readonly state: 'fiscalised'; readonly number: string };

export type LoyaltyFrame = {
  readonly programmeName: Localized;
  readonly scale: 1 | 10 | 100;
  /** What one whole point is worth. */
  readonly worthMinor: Minor;
  readonly tierName: Localized;
  /** What the programme calls its points; absent: points. */
  readonly pointName?: Localized;
  /** What of the member's balances ends next, soonest first, at most `MAX_EXPIRING_SHOWN`; absent: nothing. */
  readonly expiring?: readonly ReceiptExpiry[];
  /** What the till showed before this sale (BAL-1); points always, other assets when there is something to tell. */
  readonly balances: readonly ReceiptBalance[];
};

export type ReceiptBalance = {
  readonly asset: Asset;
  readonly available: number;
  readonly pending: number;
};

export type ReceiptExpiry = { readonly asset: Asset; readonly amount: number; readonly atMs: EpochMs };
export const MAX_EXPIRING_SHOWN = 2;

/** Names of cards, draws, coupons and badges that this receipt speaks of, by asset. */
export type AssetNames = Readonly<Partial<Record<Asset, Localized>>>;

export type SaleReceipt = ReceiptFrame &
  ReceiptTime & {
    readonly kind: 'sale';
    readonly lines: readonly ReceiptLine[];
    readonly totals: {
      readonly grossMinor: Minor;
      readonly discountMinor: Minor;
      readonly totalMinor: Minor;
    };
    /** Points, wallet and gift cards that paid a part; null when all was paid with money. */
    readonly spent: SpentFigures | null;
    readonly tenders: readonly { readonly kind: 'cash'; readonly amountMinor: Minor }[];
    readonly changeMinor: Minor;
    readonly taxes: readonly { readonly letter: string; readonly rateBps: Bps; readonly taxMinor: Minor }[];
    /** Of guests too: discounts have reasons. */
    readonly explanation: Explanation;
    readonly assetNames?: AssetNames;
    readonly loyalty: LoyaltyBlock | null;
    readonly fiscal: FiscalState;
  };

/** Z-report at the end of a shift: sums by kind and the cash counted. */
export type ReportReceipt = ReceiptFrame &
  ReceiptTime & {
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
  /** By rule, as the explanation names them; sums to `discountMinor`. */
  readonly cuts: readonly LineCut[];
  /** For all units of the line; in `totalMinor`. */
  readonly depositMinor: Minor;
  /** The rule that gave this extra line free; null for goods that were bought. */
  readonly giftOf: RuleId | null;
  /** The gift card that this line sold or topped up. */
  readonly giftCardId: string | null;
};

export type AssetAmount = { readonly asset: Asset; readonly amount: number };

export type LoyaltyBlock = Omit<LoyaltyFrame, 'balances'> & {
  readonly memberId: MemberId;
  readonly earnedPoints: Points;
  /** Points before this sale's own, which are in `pendingPoints` until HQ has posted them. */
  readonly availablePoints: Points;
  readonly pendingPoints: Points;
  /** What this receipt earned and spent, every asset; nobody else's, and no gift card's. */
  readonly earned: readonly AssetAmount[];
  readonly spent: readonly AssetAmount[];
  /** After this sale, in the same way as the points: what it earned is pending, what it spent is gone. */
  readonly balances: readonly ReceiptBalance[];
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

import type { Bps, Minor, Points } from '../../kernel/units.ts';
import type { Selector } from './goods.ts';

/** How points become money off (RED-n). Wallet and gift cards are tenders after it and know no such limits. */
export type RedemptionPolicy = {
  /** `discount` spreads it over the lines (the default in tax law), `tender` leaves prices as they are. */
  readonly as: 'discount' | 'tender';
  /** At most so much of the covered goods may be paid with points; 10,000 = all. */
  readonly shareOfReceiptBps: Bps;
  /** Below this receipt nothing is redeemed; absent: any. */
  readonly minimumReceiptMinor?: Minor;
  /** Fewer are not accepted; absent: the smallest amount that is worth a minor unit. */
  readonly minimumPoints?: Points;
  /** Only multiples of this; absent: any amount. */
  readonly stepPoints?: Points;
  /** Goods that may be paid with points; absent: all but gift cards and deposits. */
  readonly on?: Selector;
  /** Whether the part paid with points earns too; absent: no. */
  readonly earnOnRedeemed?: boolean;
  /** Whether points of this very receipt may be spent on it; absent: no. */
  readonly fromThisReceipt?: boolean;
  /** Redemptions of one member per business day at one till; absent: any number. */
  readonly perDay?: number;
};

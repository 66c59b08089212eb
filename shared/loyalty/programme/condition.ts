/** When a rule holds. Every part that is present must hold; dates and hours are the store's own. */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { CouponId, MemberId, StoreId, TierId } from '../../kernel/ids.ts';
import type { GoodsSet } from './goods.ts';

export type Condition = {
  /** Both ends included. */
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekdays?: readonly number[];
  /** Minutes after midnight, `fromMinute` included, `toMinute` not; it may pass midnight (1320 to 120). */
  readonly hours?: { readonly fromMinute: number; readonly toMinute: number };
  /** `anyone` (the default for discounts), `member`, or `guest`. What is earned always needs a member. */
  readonly who?: 'anyone' | 'member' | 'guest';
  readonly tiers?: readonly TierId[];
  /** Segments and groups that HQ put the member into; any one is enough. */
  readonly segments?: readonly string[];
  readonly members?: readonly MemberId[];
  /** From so many days before the birthday to so many after; the birthday must have been known `knownDays` before. */
  readonly birthday?: {
    readonly daysBefore: number;
    readonly daysAfter: number;
    readonly knownDays: number;
  };
  /** 1 is the first purchase: this receipt is the member's n-th. */
  readonly nthVisit?: number;
  /** Every n-th receipt of the member. */
  readonly everyVisits?: number;
  /** The last visit is at least so many days ago; a member without one is not dormant. */
  readonly dormantDays?: number;
  /** This receipt is the first qualifying one of a member whom another member brought. */
  readonly referred?: boolean;
  readonly stores?: readonly StoreId[];
  readonly channels?: readonly Channel[];
  readonly coupon?: CouponId;
  /** Any one of these goods is in the basket. */
  readonly contains?: GoodsSet;
};

export const CHANNELS = ['till', 'online'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * The complete input of the engine as the till saw it. It travels in the entry's body, so HQ can run the same engine
 * on it, and can compare what was seen with the truth of that moment (protocol.md section 3, `seen`).
 */
import type { BasketLine } from '../../basket/basket.ts';
import type { Claim, SeenCoupon } from '../../basket/claim.ts';
import type { Tax } from '../../catalog/product.ts';
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { RuleId, StoreId } from '../../kernel/ids.ts';
import type { EpochMs, Minor, Points } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';
import type { Channel } from '../programme/condition.ts';
import type { MemberRow } from './member.ts';

export type SeenClock = {
  readonly wallMs: EpochMs;
  readonly businessDate: BusinessDate;
  /** Minutes after midnight in the store's zone; absent: rules with hours do not hold. */
  readonly minute?: number;
};

/** An optional part that is absent is empty: nothing was asked, nothing was used before, nothing is held. */
export type Seen = {
  readonly lines: readonly BasketLine[];
  readonly member: MemberRow | null;
  readonly taxes: readonly Tax[];
  readonly clock: SeenClock;
  readonly place?: SeenPlace;
  readonly claims?: readonly Claim[];
  readonly coupons?: readonly SeenCoupon[];
  readonly payment?: Payment;
  readonly usage?: readonly RuleUsage[];
  /** Rights to spend that this till holds for the member; absent: HQ's balances may be spent (HQ was asked). */
  readonly held?: readonly { readonly asset: Asset; readonly amount: number }[];
};

export type SeenPlace = { readonly storeId: StoreId; readonly channel: Channel };

/** What the member wants to pay with besides money. `points` are an exact wish, refused when they are too many. */
export type Payment = {
  readonly points?: Points;
  readonly walletMinor?: Minor;
  readonly giftCards?: readonly GiftCardUse[];
};

/** `heldMinor`: what this till may take from the card; `amountMinor` absent: as much as is needed. */
export type GiftCardUse = {
  readonly cardId: string;
  readonly heldMinor: Minor;
  readonly amountMinor?: Minor;
};

/** Earlier receipts of today on this till's chain, for rules with limits; and uses by everybody as HQ last told. */
export type RuleUsage = {
  readonly ruleId: RuleId | 'earning' | 'redemption';
  readonly memberToday: number;
  readonly cashierToday: number;
  /** By this till since the member's row was true; added to the row's `uses`. */
  readonly memberSinceRow: number;
  readonly inAll: number;
};

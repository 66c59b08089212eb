import type { CouponId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Minor, Points } from '../../kernel/units.ts';

/** Something given as a whole. Lots of what it adds follow the programme's lot policies, or `validDays` of its own. */
export type Award =
  | { readonly kind: 'points'; readonly points: Points; readonly validDays?: number }
  | { readonly kind: 'wallet'; readonly amountMinor: Minor; readonly validDays?: number }
  /** A voucher for a later purchase: the asset `coupon:<couponId>`, usable from the next receipt. */
  | { readonly kind: 'coupon'; readonly couponId: CouponId; readonly validDays?: number }
  | { readonly kind: 'tickets'; readonly drawId: string; readonly count: number }
  | { readonly kind: 'stamps'; readonly cardId: string; readonly count: number }
  | { readonly kind: 'badge'; readonly badgeId: string; readonly name: Localized }
  /** A thing handed over at the till: told and printed, not booked as goods. */
  | { readonly kind: 'gift'; readonly name: Localized };

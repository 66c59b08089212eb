/** What cashier or member asked for besides goods. It lies beside the basket's lines and is signed as part of what was seen. */
import type { CouponId, ProductId, RuleId } from '../kernel/ids.ts';

/**
 * Cashier or member takes an offered rule or a reward. `times`: absent means as often as there is a right to, which
 * follows the basket; `productId` chooses among free goods.
 */
export type Claim = {
  readonly ruleId: RuleId;
  readonly times?: number;
  readonly productId?: ProductId;
};

/** A coupon that the till accepted as genuine: a shared code, a signed paper (`serial`), or the member's own right. */
export type SeenCoupon = { readonly couponId: CouponId; readonly serial?: string };

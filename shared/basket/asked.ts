/** Offers taken and coupons shown: kept beside the lines, each rule and each coupon once. */
import { failure } from '../kernel/failure.ts';
import type { RuleId } from '../kernel/ids.ts';
import { MAX_CLAIMS } from '../kernel/limits.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Basket, BasketCommand } from './basket.ts';
import type { Claim } from './claim.ts';

type AskedCommand = Extract<
  BasketCommand,
  { readonly kind: 'claim' | 'unclaim' | 'addCoupon' | 'removeCoupon' }
>;

/** BSK-6: an offer taken again replaces the claim before; at most `MAX_CLAIMS` of each kind. */
export function applyAsked(basket: Basket, command: AskedCommand): Result<Basket> {
  const { claims = [], coupons = [] } = basket;
  switch (command.kind) {
    case 'claim': {
      const next = [...claims.filter((each) => !isSame(each, command.claim)), command.claim];
      return next.length > MAX_CLAIMS ? full() : ok({ ...basket, claims: next });
    }
    case 'unclaim':
      return ok(withoutClaim(basket, command.ruleId));
    case 'addCoupon': {
      const { couponId } = command.coupon;
      const next = [...coupons.filter((each) => each.couponId !== couponId), command.coupon];
      return next.length > MAX_CLAIMS ? full() : ok({ ...basket, coupons: next });
    }
    case 'removeCoupon':
      return ok({ ...basket, coupons: coupons.filter((each) => each.couponId !== command.couponId) });
  }
}

/** BSK-7: an offer that is given up takes its gift lines with it. */
const withoutClaim = (basket: Basket, ruleId: RuleId): Basket => ({
  ...basket,
  lines: basket.lines.filter((line) => line.giftOf !== ruleId),
  ...(basket.claims ? { claims: basket.claims.filter((each) => each.ruleId !== ruleId) } : {}),
});

const isSame = (one: Claim, other: Claim): boolean =>
  one.ruleId === other.ruleId && one.productId === other.productId;

const full = () => fail(failure('BASKET-LIMIT', { max: MAX_CLAIMS }));

import type { CouponRefusal } from '../../../shared/loyalty/outcome/outcome.ts';
import type { CouponDefinition, Programme } from '../../../shared/loyalty/programme/programme.ts';
import { applyCommand } from './apply-command.ts';
import { isCouponBeaten } from './offer-rows.ts';
import { change, hint, type SaleContext } from './sale-context.ts';

const WHY = {
  unknown: 'coupon.unknown',
  conditions: 'coupon.conditions',
  used: 'coupon.used',
  notHeld: 'coupon.notHeld',
} as const satisfies Record<CouponRefusal, string>;

/**
 * A typed or scanned promo code, recognised after goods and cards. False when it is none of the programme's. One whose
 * rule does not hold yet stays: a further item may bring it to life. One that cannot is told and left out.
 */
export function takeCoupon(context: SaleContext, text: string): boolean {
  const { programme, basket } = context.state.get();
  const coupon = programme && couponByCode(programme, text);
  if (!coupon) return false;
  const code = text.trim();
  if (basket.coupons?.some(({ couponId }) => couponId === coupon.id)) {
    hint(context, 'coupon.already', { code });
    return true;
  }
  if (context.state.get().phase === 'paying') change(context, { phase: 'open', armed: 'scan', typed: '' });
  if (!applyCommand(context, { kind: 'addCoupon', coupon: { couponId: coupon.id } })) return true;
  const { outcome } = context.state.get();
  const refusal = outcome?.refusals.find((each) => each.kind === 'coupon' && each.couponId === coupon.id);
  const why = refusal?.kind === 'coupon' ? refusal.why : null;
  if (why !== null && why !== 'conditions')
    applyCommand(context, { kind: 'removeCoupon', couponId: coupon.id });
  const isBeaten = outcome && isCouponBeaten(programme, outcome, coupon.id);
  hint(context, isBeaten ? 'coupon.beaten' : why === null ? 'coupon.taken' : WHY[why], { code });
  return true;
}

/** Only shared coupons have codes that anybody may type; upper and lower case are the same. */
export function couponByCode({ coupons = [] }: Programme, text: string): CouponDefinition | undefined {
  const typed = text.trim().toUpperCase();
  return coupons.find(({ kind, code }) => kind === 'shared' && code?.toUpperCase() === typed);
}

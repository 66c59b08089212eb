/**
 * Coupons (CPN-n): which of those that were shown count, what they cost, and why one gives nothing. A coupon is used by
 * the rules that ask for it, whatever they give, so it is settled once everything that fired is known.
 */
import type { CouponId } from '../../kernel/ids.ts';
import type { CompiledProgramme, CompiledRule } from '../compile/compiled.ts';
import { timesLeft } from '../limits/times-left.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { CouponRefusal, Offer, OutcomeEffect, Refusal } from '../outcome/outcome.ts';
import type { Programme } from '../programme/programme.ts';
import { spendable } from '../redemption/spendable.ts';
import type { Seen } from '../seen/seen.ts';

/** Without the coupons that cannot count here: unknown ones, and personal ones that the member does not hold (CPN-2). */
export function withUsableCoupons({ programme }: CompiledProgramme, seen: Seen): Seen {
  const { coupons } = seen;
  if (!coupons || coupons.length === 0) return seen;
  const usable = coupons.filter(({ couponId }) => refusedAtOnce(programme, seen, couponId) === null);
  return usable.length === coupons.length ? seen : { ...seen, coupons: usable };
}

function refusedAtOnce(programme: Programme, seen: Seen, couponId: CouponId): CouponRefusal | null {
  const coupon = programme.coupons?.find(({ id }) => id === couponId);
  if (!coupon) return 'unknown';
  return coupon.kind === 'personal' && spendable(seen, `coupon:${couponId}`) < 1 ? 'notHeld' : null;
}

export type UsedCoupons = {
  readonly effects: readonly OutcomeEffect[];
  readonly refusals: readonly Refusal[];
};

type Told = { readonly fired: readonly FiredRule[]; readonly offers: readonly Offer[] };

/** `seen` with every coupon that was shown. */
export function settleCoupons(compiled: CompiledProgramme, seen: Seen, told: Told): UsedCoupons {
  const shown = [...new Set((seen.coupons ?? []).map(({ couponId }) => couponId))].sort();
  if (shown.length === 0) return { effects: [], refusals: [] };
  const fired = new Set<string>(told.fired.map(({ ruleId }) => ruleId));
  const offered = new Set<string>(told.offers.map(({ ruleId }) => ruleId));
  const effects: OutcomeEffect[] = [];
  const refusals: Refusal[] = [];
  for (const couponId of shown) {
    const asking = compiled.rules.filter(({ rule }) => rule.when?.coupon === couponId);
    const user = asking.find(({ rule }) => fired.has(rule.id));
    const why = refusedAtOnce(compiled.programme, seen, couponId);
    if (user && why === null) effects.push(...costOf(compiled.programme, couponId, user));
    else if (why !== null || !asking.some(({ rule }) => offered.has(rule.id)))
      refusals.push({ kind: 'coupon', couponId, why: why ?? whyNot(asking, seen) });
  }
  return { effects, refusals };
}

/** CPN-3: one personal right for one receipt, however many rules ask for it. */
function costOf(
  { coupons }: Programme,
  couponId: CouponId,
  { rule }: CompiledRule,
): readonly OutcomeEffect[] {
  const isPersonal = coupons?.some(({ id, kind }) => id === couponId && kind === 'personal');
  return isPersonal ? [{ effect: 'REDEEM', asset: `coupon:${couponId}`, amount: 1, ruleId: rule.id }] : [];
}

function whyNot(asking: readonly CompiledRule[], seen: Seen): CouponRefusal {
  if (asking.length === 0) return 'unknown';
  return asking.every((each) => timesLeft(each, seen) === 0) ? 'used' : 'conditions';
}

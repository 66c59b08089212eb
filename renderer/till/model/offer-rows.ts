/** What the cashier may take or give up besides goods: offers, free goods to choose, coupons; and what needs head office. */
import type { CouponId, RuleId } from '../../../shared/kernel/ids.ts';
import type { Localized } from '../../../shared/kernel/language.ts';
import { type Minor, minor, ONE_UNIT_MILLI } from '../../../shared/kernel/units.ts';
import type { CouponRefusal, Offer, Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { FreeGoodsGive } from '../../../shared/loyalty/programme/give.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Cost } from '../../../shared/loyalty/programme/rule.ts';
import type { SaleState } from './sale-state.ts';

export type OfferRow = { readonly key: string; readonly name: Localized } & (
  | {
      readonly kind: 'offer';
      readonly ruleId: RuleId;
      readonly isTaken: boolean;
      /** Taken, but this basket has no right to it (any more). */
      readonly isRefused: boolean;
      /** Of what was taken, else of what taking it would bring; 0 for offers that earn something. */
      readonly savesMinor: Minor;
    }
  | {
      readonly kind: 'gift';
      readonly ruleId: RuleId;
      /** Pieces that lie in the basket already, and that may still be added. */
      readonly chosen: number;
      readonly left: number;
      readonly isRefused: boolean;
    }
  | {
      readonly kind: 'coupon';
      readonly couponId: CouponId;
      readonly refusal: CouponRefusal | null;
      /** Its rule holds, and another one saves more. */
      readonly isBeaten: boolean;
    }
  | { readonly kind: 'needsHq'; readonly cost: Cost }
);

/** In the same order whatever is taken: nothing jumps from under a finger. */
export function offerRows({ programme, outcome, basket }: SaleState): readonly OfferRow[] {
  if (!programme || !outcome) return [];
  const offers = new Map(outcome.offers.map((offer) => [offer.ruleId, offer]));
  const claimed = new Set(basket.claims?.map(({ ruleId }) => ruleId));
  const withGifts = new Set(basket.lines.flatMap(({ giftOf }) => giftOf ?? []));
  const rows = programme.rules.flatMap((rule): OfferRow[] => {
    const offer = offers.get(rule.id);
    const isAsked = claimed.has(rule.id) || withGifts.has(rule.id);
    if (!isAsked && (!offer || offer.times === 0)) return [];
    const common = { key: rule.id, name: rule.name, ruleId: rule.id };
    if (rule.give.kind === 'freeGoods' && rule.give.mode === 'extra')
      return [{ ...common, kind: 'gift', ...giftCount(basket.lines, rule.id, outcome, offer) }];
    return [
      {
        ...common,
        kind: 'offer',
        isTaken: claimed.has(rule.id),
        isRefused: isAsked && isRefused(outcome, rule.id),
        savesMinor: claimed.has(rule.id) ? savedBy(outcome, rule.id) : (offer?.savesMinor ?? minor(0)),
      },
    ];
  });
  return [...rows, ...couponRows(programme, outcome, basket.coupons ?? []), ...rewardRows(outcome.offers)];
}

/** Goods that an offer gives as an extra line, to be chosen; null for anything else. */
export function extraGoodsOf(programme: Programme | null, ruleId: RuleId): FreeGoodsGive | null {
  const give = programme?.rules.find(({ id }) => id === ruleId)?.give;
  return give?.kind === 'freeGoods' && give.mode === 'extra' ? give : null;
}

export const isOffered = (programme: Programme, ruleId: RuleId): boolean =>
  programme.rules.some(({ id, take }) => id === ruleId && take === 'offer');

function giftCount(
  lines: SaleState['basket']['lines'],
  ruleId: RuleId,
  outcome: Outcome,
  offer: Offer | undefined,
): { chosen: number; left: number; isRefused: boolean } {
  const chosen = lines
    .filter(({ giftOf }) => giftOf === ruleId)
    .reduce((sum, { quantityMilli }) => sum + Math.ceil(quantityMilli / ONE_UNIT_MILLI), 0);
  return {
    chosen,
    left: (offer?.times ?? 0) * (offer?.units ?? 0),
    isRefused: outcome.refusals.some((refusal) => refusal.kind === 'gift' && refusal.ruleId === ruleId),
  };
}

const isRefused = ({ refusals }: Outcome, ruleId: RuleId): boolean =>
  refusals.some((refusal) => refusal.kind === 'claim' && refusal.ruleId === ruleId);

const savedBy = ({ lines }: Outcome, ruleId: RuleId): Minor =>
  minor(
    lines
      .flatMap(({ cuts }) => cuts)
      .reduce((sum, cut) => (cut.ruleId === ruleId ? sum + cut.amountMinor : sum), 0),
  );

const couponRows = (
  programme: Programme,
  outcome: Outcome,
  coupons: NonNullable<SaleState['basket']['coupons']>,
): readonly OfferRow[] =>
  coupons.flatMap(({ couponId }): OfferRow[] => {
    const coupon = programme.coupons?.find(({ id }) => id === couponId);
    const refused = outcome.refusals.find((each) => each.kind === 'coupon' && each.couponId === couponId);
    const refusal = refused?.kind === 'coupon' ? refused.why : null;
    const isBeaten = isCouponBeaten(programme, outcome, couponId);
    return coupon ? [{ key: couponId, kind: 'coupon', name: coupon.name, couponId, refusal, isBeaten }] : [];
  });

export function isCouponBeaten({ rules }: Programme, { explanation }: Outcome, couponId: CouponId): boolean {
  const own = new Set<string>(rules.flatMap(({ id, when }) => (when?.coupon === couponId ? [id] : [])));
  return (
    !explanation.fired.some(({ ruleId }) => own.has(ruleId)) &&
    explanation.missed.some(({ ruleId, reason }) => reason.kind === 'beaten' && own.has(ruleId))
  );
}

/** Rewards cost a balance, and only head office knows that it has not been spent elsewhere. */
const rewardRows = (offers: readonly Offer[]): readonly OfferRow[] =>
  offers.flatMap(({ ruleId, name, cost, times }): OfferRow[] =>
    cost && times > 0 ? [{ key: ruleId, kind: 'needsHq', name, cost }] : [],
  );

/** What the cashier may take or give up besides goods: offers, free goods to choose, coupons, and rewards with their cost. */
import type { CouponId, RuleId } from '../../../shared/kernel/ids.ts';
import type { Localized } from '../../../shared/kernel/language.ts';
import { type Minor, minor, ONE_UNIT_MILLI } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { CouponRefusal, Offer, Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { FreeGoodsGive } from '../../../shared/loyalty/programme/give.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Cost } from '../../../shared/loyalty/programme/rule.ts';
import { unsettled } from './needs.ts';
import type { SaleState } from './sale-state.ts';
import { amountOf, heldOf, wholeOf } from './spend.ts';

export type OfferRow = { readonly key: string; readonly name: Localized } & (
  | {
      readonly kind: 'offer';
      readonly ruleId: RuleId;
      readonly isTaken: boolean;
      /** Taken, but this basket has no right to it (any more). */
      readonly isRefused: boolean;
      /** Of what was taken, else of what taking it would bring; 0 for offers that earn something. */
      readonly savesMinor: Minor;
      readonly cost: RowCost | null;
    }
  | {
      readonly kind: 'gift';
      readonly ruleId: RuleId;
      /** Pieces that lie in the basket already, and that may still be added. */
      readonly chosen: number;
      readonly left: number;
      readonly isRefused: boolean;
      readonly cost: RowCost | null;
    }
  | {
      readonly kind: 'coupon';
      readonly couponId: CouponId;
      readonly refusal: CouponRefusal | null;
      /** Its rule holds, and another one saves more. */
      readonly isBeaten: boolean;
      readonly isTaken: boolean;
      /** Null for a shared code, which anybody may use. */
      readonly right: RowRight | null;
    }
);

/** What a reward costs, and whether this till may take it. */
export type RowCost = Cost & { readonly right: RowRight };

/** `ask`: HQ would have to be asked. `asking`, `refused`: it was taken, and does not count yet. */
export type RowRight = 'here' | 'ask' | 'asking' | 'refused';

/** The right that taking a row would need; null where it needs none, or is taken. */
export function openRight(row: OfferRow): RowRight | null {
  if (row.kind === 'coupon') return row.isTaken ? null : row.right;
  return row.kind === 'offer' && row.isTaken ? null : (row.cost?.right ?? null);
}

/** In the same order whatever is taken: nothing jumps from under a finger. */
export function offerRows(state: SaleState): readonly OfferRow[] {
  const { programme, outcome, basket } = state;
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
      return [{ ...common, kind: 'gift', cost: null, ...giftCount(basket.lines, rule.id, outcome, offer) }];
    return [
      {
        ...common,
        kind: 'offer',
        isTaken: claimed.has(rule.id),
        isRefused: isAsked && isRefused(outcome, rule.id),
        savesMinor: claimed.has(rule.id) ? savedBy(outcome, rule.id) : (offer?.savesMinor ?? minor(0)),
        cost: null,
      },
    ];
  });
  return [...rows, ...couponRows(state, programme, outcome), ...rewardRows(state, programme, outcome)];
}

/** Goods that an offer gives as an extra line, to be chosen; null for anything else. */
export function extraGoodsOf(programme: Programme | null, ruleId: RuleId): FreeGoodsGive | null {
  const give = [...(programme?.rules ?? []), ...(programme?.rewards ?? [])].find(
    ({ id }) => id === ruleId,
  )?.give;
  return give?.kind === 'freeGoods' && give.mode === 'extra' ? give : null;
}

/** Rewards are never had unless they are taken. */
export const isOffered = ({ rules, rewards = [] }: Programme, ruleId: RuleId): boolean =>
  rules.some(({ id, take }) => id === ruleId && take === 'offer') || rewards.some(({ id }) => id === ruleId);

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

/** Coupons that were shown, and those of the member that would count here. */
function couponRows(state: SaleState, programme: Programme, outcome: Outcome): readonly OfferRow[] {
  const shown = new Set(state.basket.coupons?.map(({ couponId }) => couponId));
  return (programme.coupons ?? []).flatMap(({ id, name, kind }): OfferRow[] => {
    const isTaken = shown.has(id);
    const isOwn = kind === 'personal' && owns(state, `coupon:${id}`);
    if (!isTaken && !isOwn) return [];
    const told = kind === 'personal' ? (state.whole ?? outcome) : outcome;
    const refused = told.refusals.find((each) => each.kind === 'coupon' && each.couponId === id);
    const refusal = refused?.kind === 'coupon' ? refused.why : null;
    const isBeaten = isTaken && isCouponBeaten(programme, told, id);
    const right = kind === 'personal' ? rightTo(state, { asset: `coupon:${id}`, amount: 1 }, isTaken) : null;
    return [{ key: id, kind: 'coupon', name, couponId: id, refusal, isBeaten, isTaken, right }];
  });
}

const owns = ({ member }: SaleState, asset: Asset): boolean =>
  member !== null && amountOf(wholeOf(member), asset) > 0;

export function isCouponBeaten({ rules }: Programme, { explanation }: Outcome, couponId: CouponId): boolean {
  const own = new Set<string>(rules.flatMap(({ id, when }) => (when?.coupon === couponId ? [id] : [])));
  return (
    !explanation.fired.some(({ ruleId }) => own.has(ruleId)) &&
    explanation.missed.some(({ ruleId, reason }) => reason.kind === 'beaten' && own.has(ruleId))
  );
}

/** Those that the member's whole balance would buy, whoever holds the right to it. */
function rewardRows(state: SaleState, programme: Programme, outcome: Outcome): readonly OfferRow[] {
  const { basket } = state;
  const whole = state.whole ?? outcome;
  const claimed = new Set(basket.claims?.map(({ ruleId }) => ruleId));
  const withGifts = new Set(basket.lines.flatMap(({ giftOf }) => giftOf ?? []));
  return (programme.rewards ?? []).flatMap(({ id, name, give, cost }): OfferRow[] => {
    const offer = whole.offers.find(({ ruleId }) => ruleId === id);
    const isTaken = claimed.has(id) || withGifts.has(id);
    if (!isTaken && (!offer || offer.times === 0)) return [];
    const common = {
      key: id,
      name,
      ruleId: id,
      cost: { ...cost, right: rewardRight(state, id, cost, isTaken) },
    };
    if (give.kind === 'freeGoods' && give.mode === 'extra')
      return [{ ...common, kind: 'gift', ...giftCount(basket.lines, id, whole, offer) }];
    const savesMinor = isTaken ? savedBy(outcome, id) : (offer?.savesMinor ?? minor(0));
    return [{ ...common, kind: 'offer', isTaken, isRefused: isTaken && isRefused(whole, id), savesMinor }];
  });
}

function rewardRight(state: SaleState, id: RuleId, cost: Cost, isTaken: boolean): RowRight {
  if (!isTaken)
    return state.outcome?.offers.some(({ ruleId, times }) => ruleId === id && times > 0) ? 'here' : 'ask';
  const open = unsettled(state).find((each) => each.kind === 'claim' && each.ruleId === id);
  if (!open) return 'here';
  return open.ask.asset === cost.asset && open.ask.refusal ? 'refused' : 'asking';
}

function rightTo(state: SaleState, { asset, amount }: Cost, isTaken: boolean): RowRight {
  const { member, spend } = state;
  if (member && amountOf(heldOf(spend, member.row.id), asset) >= amount) return 'here';
  const ask = spend.asks.find((each) => each.owner === member?.row.id && each.asset === asset);
  if (!isTaken || !ask) return 'ask';
  return ask.refusal ? 'refused' : 'asking';
}

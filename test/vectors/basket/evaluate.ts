/** Runs our engine on an order: the document of the moment, the goods with their gifts, and what pays. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type MemberId } from '../../../shared/kernel/ids.ts';
import { type Minor, milli, minor } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import type { CompiledProgramme } from '../../../shared/loyalty/compile/compiled.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Payment, RuleUsage, Seen } from '../../../shared/loyalty/seen/seen.ts';
import type { BasketCase } from '../format/case-schema.ts';
import { balanceOf, emptySeen, FIRST_DAY, plainMember } from '../shop-parts.ts';
import { Untranslatable } from '../untranslatable.ts';
import type { Accounts } from './accounts.ts';
import { claimsOf, couponsShown, extraGiftsAsked } from './asked.ts';
import { MEMBERS } from './conditions.ts';
import { goodsParts, taxesOf } from './goods.ts';
import type { Order, Settings } from './order.ts';
import { type Placed, programmeAt } from './programme-names.ts';
import { programmesNow } from './programmes-now.ts';
import { shelfPrices } from './shelf-prices.ts';
import { spendsTokens, translate } from './translate.ts';

export type Evaluated = {
  readonly compiled: CompiledProgramme;
  readonly seen: Seen;
  readonly outcome: Outcome;
  readonly placed: readonly Placed[];
  readonly assets: ReadonlyMap<number, Asset>;
  readonly shelf: ReadonlyMap<string, Minor>;
};

const MAX_GIFT_ROUNDS = 20;

export function evaluate(each: BasketCase, order: Order, settings: Settings, accounts: Accounts): Evaluated {
  const priceList =
    (order.member === null ? undefined : accounts.member(order.member).price_list) ?? each.price_list;
  const all = programmesNow(each, settings, priceList ?? null);
  const shelf = shelfPrices(all, each.products);
  const placed = all.filter(({ programme }) => programme.type !== 'shelf_price');
  const withCards = new Set((each.cards ?? []).map((card) => card.programme));
  const { programme, assets } = translate({ placed, products: each.products, withCards });
  const compiled = compileProgramme(programme);
  const bare: Seen = {
    ...emptySeen(),
    clock: {
      ...emptySeen().clock,
      businessDate: each.now === undefined ? FIRST_DAY : asBusinessDate(each.now),
    },
    lines: linesOf(each, order, placed, shelf),
    taxes: taxesOf(each.products),
    member: memberOf(order, placed, assets, accounts),
    usage: usageOf(order, compiled, placed, accounts),
    coupons: couponsShown(order, placed, { each, accounts, assets }),
    claims: claimsOf(order, placed),
  };
  const seen = withPayment(compiled, withGifts(each, compiled, order, placed, bare), {
    each,
    order,
    placed,
    accounts,
  });
  return { compiled, seen, outcome: compute(compiled, seen), placed, assets, shelf };
}

function linesOf(
  { products }: BasketCase,
  order: Order,
  placed: readonly Placed[],
  shelf: ReadonlyMap<string, Minor>,
): readonly BasketLine[] {
  const cards = new Set(
    placed.flatMap(({ programme }) =>
      programme.type === 'gift_card' ? (programme.rules ?? []).flatMap(({ only }) => only ?? []) : [],
    ),
  );
  const lines = order.lines.flatMap((line) =>
    cards.has(line.sku) && Number.isInteger(line.qty)
      ? Array.from({ length: line.qty }, () => ({ ...line, qty: 1 }))
      : [line],
  );
  return lines.map(({ sku, qty, priceMinor }, index) => {
    const product = products.find((known) => known.sku === sku);
    if (!product) throw new Untranslatable(`no product ${sku}`);
    const parts = goodsParts(product);
    const reduced = priceMinor === parts.unitPriceMinor ? shelf.get(sku) : undefined;
    return {
      ...parts,
      n: index + 1,
      unit: Number.isInteger(qty) ? 'piece' : 'kilogram',
      quantityMilli: milli(qty * 1000),
      unitPriceMinor: reduced ?? priceMinor,
      ...(reduced === undefined ? {} : { reduced: true as const }),
      ...(cards.has(sku) ? { giftCardId: `sold-${index}` } : {}),
    };
  });
}

/** A guest who collects tokens on this order holds them on a paper card. */
function memberOf(
  order: Order,
  placed: readonly Placed[],
  assets: ReadonlyMap<number, Asset>,
  accounts: Accounts,
): MemberRow | null {
  if (order.member === null) {
    const collects = placed.some(
      ({ programme }) => spendsTokens(programme) || programme.type === 'next_order',
    );
    return collects ? plainMember({ id: asId<MemberId>('paper-card'), segments: ['paper'] }) : null;
  }
  const member = accounts.member(order.member);
  return plainMember({
    id: asId<MemberId>(member.id),
    segments: [MEMBERS, ...(member.group === undefined ? [] : [member.group])],
    counters: { spendMinor: minor(0), visits: accounts.visits(member.id) },
    balances: placed.flatMap(({ at, programme }) => {
      const asset = assets.get(at);
      const amount = accounts.balance(member.id, programme.id);
      return asset === undefined || amount === 0
        ? []
        : [balanceOf(asset, asset.startsWith('coupon:') ? amount / 100 : amount)];
    }),
  });
}

const usageOf = (
  order: Order,
  { rules }: CompiledProgramme,
  placed: readonly Placed[],
  accounts: Accounts,
): readonly RuleUsage[] =>
  rules.flatMap(({ rule }) => {
    if (!rule.limits) return [];
    const id = placed.find(({ at }) => at === programmeAt(rule.id))?.programme.id ?? '';
    return [
      {
        ruleId: rule.id,
        memberToday: 0,
        cashierToday: 0,
        memberSinceRow: order.member === null ? 0 : accounts.usesOf(order.member, id),
        inAll: accounts.usesInAll(id),
      },
    ];
  });

/** The till adds what the engine offers, as long as it offers something that was asked for. */
function withGifts(
  each: BasketCase,
  compiled: CompiledProgramme,
  order: Order,
  placed: readonly Placed[],
  bare: Seen,
): Seen {
  let seen = bare;
  const asked = extraGiftsAsked(order, placed);
  for (let round = 0; round < MAX_GIFT_ROUNDS; round += 1) {
    const { offers } = compute(compiled, seen);
    const next = asked.flatMap(({ ruleId, sku, mostUnits }) => {
      const offer = offers.find((offered) => offered.ruleId === ruleId);
      const given = seen.lines.filter(({ giftOf }) => giftOf === ruleId).length > 0;
      if (!offer || given) return [];
      const units = Math.min(offer.times * offer.units, mostUnits ?? Number.POSITIVE_INFINITY);
      return units > 0 ? [{ ruleId, sku, units }] : [];
    })[0];
    if (!next) return seen;
    const product = each.products.find(({ sku }) => sku === next.sku);
    if (!product) throw new Untranslatable(`no product ${next.sku}`);
    const gift: BasketLine = {
      ...goodsParts(product),
      n: seen.lines.length + 1,
      unit: 'piece',
      quantityMilli: milli(next.units * 1000),
      giftOf: next.ruleId,
    };
    seen = { ...seen, lines: [...seen.lines, gift] };
  }
  throw new Untranslatable('gifts without end');
}

type Paying = {
  readonly each: BasketCase;
  readonly order: Order;
  readonly placed: readonly Placed[];
  readonly accounts: Accounts;
};

/** Points pay the largest amount the engine allows, wallet and gift cards as much as it lets them. */
function withPayment(
  compiled: CompiledProgramme,
  seen: Seen,
  { each, order, placed, accounts }: Paying,
): Seen {
  const giftCards = order.cards.flatMap((code) => {
    const card = each.cards?.find((known) => known.code === code);
    const isGift = placed.some(
      ({ programme }) => programme.id === card?.programme && programme.type === 'gift_card',
    );
    return card && isGift ? [{ cardId: code, heldMinor: minor(accounts.card(code)) }] : [];
  });
  const pays = (type: 'loyalty' | 'wallet'): boolean =>
    placed.some(
      ({ programme }) =>
        programme.type === type &&
        programme.rewards.some(
          (reward) =>
            reward.type === 'amount_per_point' &&
            !order.dropped.includes(reward.id) &&
            (reward.apply === 'auto' || order.asked.some((asked) => asked.reward === reward.id)),
        ),
    );
  let payment: Payment = giftCards.length > 0 ? { giftCards } : {};
  if (pays('loyalty')) {
    const { largestPoints } = compute(compiled, { ...seen, payment }).redemption;
    if (largestPoints > 0) payment = { ...payment, points: largestPoints };
  }
  const wallet = seen.member?.balances.find(({ asset }) => asset === 'wallet')?.available ?? 0;
  if (pays('wallet') && wallet > 0) {
    const all = { ...payment, walletMinor: minor(wallet) };
    const refused = compute(compiled, { ...seen, payment: all }).refusals.find(
      ({ kind }) => kind === 'wallet',
    );
    payment = refused?.kind === 'wallet' ? { ...payment, walletMinor: refused.largestMinor } : all;
  }
  return Object.keys(payment).length > 0 ? { ...seen, payment } : seen;
}

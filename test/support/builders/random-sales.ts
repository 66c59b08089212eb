/** Baskets by chance, with members, claims, gifts, coupons and payments, as a till may see them. */
import fc from 'fast-check';
import type { BasketLine } from '../../../shared/basket/basket.ts';
import type { Tax } from '../../../shared/catalog/product.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type MemberId, type StoreId, type TaxId } from '../../../shared/kernel/ids.ts';
import { bps, epochMs, milli, minor, points } from '../../../shared/kernel/units.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { memberRow, seen } from './basket.ts';
import { CARD_ASSET, CATEGORIES, COUPONS, having, PARTNER, PRODUCTS, TAGS, TIERS } from './random-gives.ts';
import { MOST_RULES, rewardId, ruleId } from './random-programmes.ts';

const TAXES: readonly Tax[] = [
  { id: asId<TaxId>('A'), letter: 'A', rateBps: bps(2_000), mode: 'included' },
  { id: asId<TaxId>('B'), letter: 'B', rateBps: bps(800), mode: 'added' },
];

/** What a product is, so that two lines of it agree. */
type Sort = {
  readonly priceMinor: number;
  readonly floorShare: number;
  readonly isWeighed: boolean;
  readonly isTaxed: boolean;
  readonly isReduced: boolean;
  readonly isPartners: boolean;
  readonly depositMinor: number;
};

const sort: fc.Arbitrary<Sort> = fc.record({
  priceMinor: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 2_500 })),
  floorShare: fc.constantFrom(0, 0, 0, 50, 100),
  isWeighed: fc.constantFrom(false, false, false, true),
  isTaxed: fc.boolean(),
  isReduced: fc.constantFrom(false, false, true),
  isPartners: fc.constantFrom(false, false, true),
  depositMinor: fc.constantFrom(0, 0, 0, 1, 30),
});

const anyRule = fc.oneof(fc.nat(MOST_RULES - 1).map(ruleId), fc.nat(1).map(rewardId));

const line = having(
  {
    product: fc.nat(PRODUCTS.length - 1),
    pieces: fc.integer({ min: 1, max: 5 }),
    grams: fc.integer({ min: 1, max: 3_000 }),
  },
  {
    giftOf: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyRule }),
    isGiftCard: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
  },
);

function lineOf(
  parts: Parameters<Parameters<typeof line.map>[0]>[0],
  at: number,
  sorts: readonly Sort[],
): BasketLine {
  const { product } = parts;
  const own = sorts[product] ?? {
    priceMinor: 100,
    floorShare: 0,
    isWeighed: false,
    isTaxed: false,
    isReduced: false,
    isPartners: false,
    depositMinor: 0,
  };
  const productId = PRODUCTS[product] ?? asId('p-1');
  const isGiftCard = parts.isGiftCard === true && parts.giftOf === undefined;
  return {
    n: at + 1,
    productId,
    code: productId,
    name: productId,
    categoryId: CATEGORIES[product % CATEGORIES.length] ?? asId('c-1'),
    tags: TAGS.slice(0, product % (TAGS.length + 1)),
    taxId: asId<TaxId>(own.isTaxed ? 'B' : 'A'),
    unit: own.isWeighed ? 'kilogram' : 'piece',
    unitPriceMinor: minor(own.priceMinor),
    quantityMilli: milli(own.isWeighed ? parts.grams : parts.pieces * 1_000),
    ...(own.floorShare > 0 && { floorMinor: minor(Math.floor((own.priceMinor * own.floorShare) / 100)) }),
    ...(own.isReduced && { reduced: true as const }),
    ...(own.isPartners && { partnerId: PARTNER }),
    ...(own.depositMinor > 0 && { depositMinor: minor(own.depositMinor) }),
    ...(parts.giftOf !== undefined && { giftOf: parts.giftOf }),
    ...(isGiftCard && { giftCardId: `g-${at}` }),
  };
}

const lines = fc
  .tuple(
    fc.array(line, { minLength: 1, maxLength: 6 }),
    fc.array(sort, { minLength: PRODUCTS.length, maxLength: PRODUCTS.length }),
  )
  .map(([all, sorts]) => all.map((parts, at) => lineOf(parts, at, sorts)));

const balance = (asset: MemberRow['balances'][number]['asset'], available: number) => ({
  asset,
  available,
  pending: 0,
  leased: 0,
  inReview: 0,
  expiring: [],
});

const member: fc.Arbitrary<MemberRow | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        tierId: fc.constantFrom(...TIERS),
        points: fc.nat(300),
        wallet: fc.nat(3_000),
        stamps: fc.nat(20),
        visits: fc.nat(5),
        progress: fc.nat(3_000),
        isNeighbour: fc.boolean(),
        isReferred: fc.boolean(),
      })
      .map((parts) =>
        memberRow({
          tierId: parts.tierId,
          counters: {
            spendMinor: minor(parts.visits * 1_000),
            visits: parts.visits,
            ...(parts.visits > 0 && { lastVisit: asBusinessDate('2026-09-01') }),
            months: [{ month: '2026-10', spendMinor: minor(4_000), visits: 2, points: 40 }],
          },
          balances: [
            balance('points', parts.points),
            balance('wallet', parts.wallet),
            balance(CARD_ASSET, parts.stamps),
            balance('coupon:c-personal', parts.visits % 2),
          ],
          segments: parts.isNeighbour ? ['neighbours'] : [],
          birthday: { monthDay: '11-23', knownSince: asBusinessDate('2026-01-01') },
          quests: [{ questId: 'q-1', progress: parts.progress, awards: 1, period: '2026-11-21' }],
          ...(parts.isReferred && { referredBy: { memberId: asId<MemberId>('m-9'), referrals: 1 } }),
        }),
      ),
  },
);

export const anySeen: fc.Arbitrary<Seen> = fc
  .record({
    lines,
    member,
    minute: fc.constantFrom(0, 630, 1_400),
    rest: fc.record(
      {
        claims: fc.array(
          having(
            { ruleId: anyRule },
            { times: fc.integer({ min: 0, max: 3 }), productId: fc.constantFrom(...PRODUCTS) },
          ),
          {
            maxLength: 3,
          },
        ),
        coupons: fc.subarray(COUPONS).map((ids) => ids.map((couponId) => ({ couponId }))),
        payment: fc.record(
          {
            points: fc.nat(200).map(points),
            walletMinor: fc.nat(500).map(minor),
            giftCards: fc.array(
              having(
                { cardId: fc.constantFrom('k-1', 'k-2'), heldMinor: fc.nat(900).map(minor) },
                { amountMinor: fc.nat(300).map(minor) },
              ),
              { maxLength: 2 },
            ),
          },
          { requiredKeys: [] },
        ),
        usage: fc.array(
          having(
            { ruleId: fc.oneof(anyRule, fc.constantFrom('earning' as const, 'redemption' as const)) },
            { memberToday: fc.nat(2), cashierToday: fc.nat(2), memberSinceRow: fc.nat(2), inAll: fc.nat(2) },
          ).map((usage) => ({ memberToday: 0, cashierToday: 0, memberSinceRow: 0, inAll: 0, ...usage })),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ lines: goods, member: who, minute, rest }) =>
    seen(goods, {
      taxes: TAXES,
      member: who,
      clock: { wallMs: epochMs(1_790_000_000_000), businessDate: asBusinessDate('2026-11-22'), minute },
      place: { storeId: asId<StoreId>('store'), channel: 'till' },
      ...(rest as Partial<Seen>),
    }),
  );

/** Everything a rule can give, by chance, on the goods of `random-sales.ts`. */
import fc from 'fast-check';
import {
  asId,
  type CategoryId,
  type CouponId,
  type PartnerId,
  type ProductId,
  type TierId,
} from '../../../shared/kernel/ids.ts';
import { bps, milli, minor, points } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Award } from '../../../shared/loyalty/programme/award.ts';
import type {
  AwardGive,
  DiscountGive,
  EarnGive,
  FreeGoodsGive,
  Give,
  PrivilegeGive,
  QuestGive,
  ReferralGive,
  UnitPick,
} from '../../../shared/loyalty/programme/give.ts';
import type { GoodsSet } from '../../../shared/loyalty/programme/goods.ts';

export const PRODUCTS = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5', 'p-6'].map((id) => asId<ProductId>(id));
export const CATEGORIES = ['c-1', 'c-2', 'c-3'].map((id) => asId<CategoryId>(id));
export const TAGS = ['fresh', 'promo'];
export const PARTNER = asId<PartnerId>('partner');
export const COUPONS = ['c-shared', 'c-personal', 'c-bearer'].map((id) => asId<CouponId>(id));
export const TIERS = ['bronze', 'silver'].map((id) => asId<TierId>(id));
export const CARD_ASSET: Asset = 'stamps:cups';

const same = (text: string) => ({ ro: text, ru: text, en: text });
const between = (min: number, max: number) => fc.integer({ min, max });
const few = between(1, 4);
const sum = (max: number) => between(1, max).map(minor);
const share = fc.constantFrom(1, 333, 1_000, 2_500, 5_000, 9_999, 10_000).map(bps);

/** An object whose `optional` parts are there or not. */
export const having = <A extends object, B extends object>(
  needed: { [K in keyof A]: fc.Arbitrary<A[K]> },
  optional: { [K in keyof B]: fc.Arbitrary<B[K]> },
): fc.Arbitrary<A & Partial<B>> =>
  fc
    .tuple(
      fc.record(needed) as fc.Arbitrary<A>,
      fc.record(optional, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<B>>,
    )
    .map(([a, b]) => ({ ...a, ...b }));

export const goodsSet: fc.Arbitrary<GoodsSet> = fc.oneof(
  fc.record({ products: fc.subarray(PRODUCTS, { minLength: 1 }) }),
  fc.record({ categories: fc.subarray(CATEGORIES, { minLength: 1, maxLength: 2 }) }),
  fc.record({ tags: fc.subarray(TAGS, { minLength: 1 }) }),
  fc.constantFrom<GoodsSet>({ reduced: true }, { partners: [PARTNER] }),
);

const unitPick: fc.Arbitrary<UnitPick> = fc.oneof(
  having(
    { pick: fc.constantFrom('cheapest' as const, 'dearest' as const, 'each' as const) },
    { count: few, groupOf: few },
  ),
  fc.record({ pick: fc.constant('cheapest' as const), every: between(2, 4) }),
  having({ pick: fc.constantFrom('cheapest' as const, 'dearest' as const), buy: few }, { count: few }),
);

const ascending = <T>(max: number, step: (from: number) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc
    .uniqueArray(between(0, max), { minLength: 1, maxLength: 3 })
    .chain((froms) => fc.tuple(...[...froms].sort((a, b) => a - b).map(step)));

export const discountGive: fc.Arbitrary<DiscountGive> = fc.oneof(
  having(
    { kind: fc.constant('percentOff' as const), percentBps: share },
    { units: unitPick, capMinor: sum(900) },
  ),
  fc.record({ kind: fc.constant('amountOff' as const), amountMinor: sum(4_000) }),
  having(
    { kind: fc.constant('amountOffEach' as const), amountMinor: sum(800) },
    { furtherMinor: sum(800), units: unitPick, capMinor: sum(900) },
  ),
  having({ kind: fc.constant('fixedPrice' as const), priceMinor: sum(2_000) }, { units: unitPick }),
  fc.record({
    kind: fc.constant('quantityBreaks' as const),
    steps: ascending(9_000, (from) => share.map((percentBps) => ({ fromMilli: milli(from), percentBps }))),
  }),
  fc.record({
    kind: fc.constant('receiptBreaks' as const),
    steps: ascending(9_000, (from) => share.map((percentBps) => ({ fromMinor: minor(from), percentBps }))),
  }),
  fc.record({
    kind: fc.constant('bundlePrice' as const),
    parts: fc.array(fc.record({ goods: goodsSet, units: between(1, 2) }), { minLength: 1, maxLength: 3 }),
    priceMinor: sum(3_000),
  }),
);

const forEvery = fc.oneof(fc.record({ units: few }), fc.record({ sumMinor: sum(3_000) }));

export const freeGoods: fc.Arbitrary<FreeGoodsGive> = having(
  {
    kind: fc.constant('freeGoods' as const),
    mode: fc.constantFrom('unit' as const, 'extra' as const),
    units: between(1, 2),
  },
  { goods: goodsSet, forEvery },
);

const amount = between(1, 50);
const rate = fc.record({ amount: between(1, 9), perMinor: fc.constantFrom(7, 100, 333, 1_000).map(minor) });
const rateSteps = (max: number) => ascending(max, (from) => rate.map((own) => ({ ...own, from })));
const asset = fc.constantFrom<Asset>('points', 'wallet', CARD_ASSET, 'ticket:draw');

export const steadyEarnGive: fc.Arbitrary<EarnGive> = fc.oneof(
  having(
    { kind: fc.constant('earnPerMoney' as const), rate },
    { asset, rateByTier: rate.map((own) => [{ ...own, tierId: asId<TierId>('silver') }]) },
  ),
  having(
    { kind: fc.constant('earnPerUnit' as const), amount },
    { asset, perMilli: fc.constantFrom(500, 1_000, 3_000).map(milli) },
  ),
  having({ kind: fc.constant('earnFixed' as const), amount }, { asset }),
  having({ kind: fc.constant('earnPerVisit' as const), amount }, { asset }),
  having(
    {
      kind: fc.constant('earnMultiplier' as const),
      factorBps: fc.constantFrom(10_000, 12_500, 20_000, 33_333).map(bps),
    },
    { asset },
  ),
);

export const earnGive: fc.Arbitrary<EarnGive> = fc.oneof(
  { weight: 5, arbitrary: steadyEarnGive },
  {
    weight: 1,
    arbitrary: having({ kind: fc.constant('earnByReceipt' as const), steps: rateSteps(9_000) }, { asset }),
  },
  {
    weight: 1,
    arbitrary: having(
      {
        kind: fc.constant('earnByActivity' as const),
        measure: fc.constantFrom('visits' as const, 'spend' as const, 'activeMonths' as const),
        months: between(1, 12),
        steps: rateSteps(5),
      },
      { asset },
    ),
  },
);

const award: fc.Arbitrary<Award> = fc.oneof(
  having({ kind: fc.constant('points' as const), points: amount.map(points) }, { validDays: between(1, 90) }),
  fc.record({ kind: fc.constant('wallet' as const), amountMinor: sum(500) }),
  fc.record({ kind: fc.constant('coupon' as const), couponId: fc.constantFrom(...COUPONS) }),
  fc.record({ kind: fc.constant('tickets' as const), drawId: fc.constant('draw'), count: few }),
  fc.record({ kind: fc.constant('stamps' as const), cardId: fc.constant('cups'), count: few }),
  fc.constant<Award>({ kind: 'badge', badgeId: 'friend', name: same('Friend') }),
  fc.constant<Award>({ kind: 'gift', name: same('Bag') }),
);

const awardGive: fc.Arbitrary<AwardGive> = having(
  { kind: fc.constant('award' as const), award },
  { forEvery },
);

const questGive: fc.Arbitrary<QuestGive> = having(
  {
    kind: fc.constant('quest' as const),
    questId: fc.constantFrom('q-1', 'q-2'),
    count: fc.constantFrom(
      'spend' as const,
      'visits' as const,
      'units' as const,
      'streakDays' as const,
      'streakWeeks' as const,
      'streakMonths' as const,
    ),
    target: between(1, 4_000),
    award,
  },
  { times: few },
);

const referralGive: fc.Arbitrary<ReferralGive> = fc.record({
  kind: fc.constant('referral' as const),
  newcomer: award,
  referrer: award,
  maxReferrals: few,
});

export const privilege = fc.constant<PrivilegeGive>({
  kind: 'privilege',
  text: same('A manager of one’s own'),
});

export const anyGive: fc.Arbitrary<Give> = fc.oneof(
  { weight: 6, arbitrary: discountGive },
  { weight: 2, arbitrary: freeGoods },
  { weight: 6, arbitrary: earnGive },
  { weight: 2, arbitrary: awardGive },
  { weight: 2, arbitrary: questGive },
  { weight: 1, arbitrary: referralGive },
  { weight: 1, arbitrary: privilege },
);

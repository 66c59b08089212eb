/** A programme of any size in which every kind of give and every part of a condition stands next to the others. */
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  asId,
  type CouponId,
  type ProgrammeId,
  type StoreId,
  type TierId,
} from '../../../shared/kernel/ids.ts';
import { bps, milli, minor, points } from '../../../shared/kernel/units.ts';
import type { Condition } from '../../../shared/loyalty/programme/condition.ts';
import type { Give } from '../../../shared/loyalty/programme/give.ts';
import type { Selector } from '../../../shared/loyalty/programme/goods.ts';
import { PROGRAMME_SCHEMA, type Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import { categoryId, productId, ruleId, same, scattered, tagOf } from './goods.ts';

export const mixedProgramme = (rules: number): Programme => ({
  ...emptyProgramme('mixed'),
  coupons: [{ id: asId<CouponId>('autumn'), name: same('Toamna'), kind: 'shared', code: 'TOAMNA' }],
  redemption: { as: 'discount', shareOfReceiptBps: bps(5_000) },
  limits: { discountShareOfReceiptBps: bps(9_000), pointsPerReceipt: 100_000 },
  rules: Array.from({ length: rules }, (_, n) => rule(n)),
});

export const emptyProgramme = (id: string): Programme => ({
  schema: PROGRAMME_SCHEMA,
  id: asId<ProgrammeId>(id),
  version: 1,
  name: same(id),
  effectiveFrom: asBusinessDate('2026-01-01'),
  effectiveTo: null,
  currencyCode: 'MDL',
  point: { scale: 1, worthMinor: minor(10) },
  tiers: [
    { id: asId<TierId>('bronze'), name: same('Bronz'), from: 0 },
    { id: asId<TierId>('silver'), name: same('Argint'), from: 100_000 },
    { id: asId<TierId>('gold'), name: same('Aur'), from: 500_000 },
  ],
  rules: [],
});

/** The first rule is the shop's base; the others take the kinds, the goods and the conditions in turn. */
function rule(n: number): Rule {
  if (n === 0) return { id: ruleId(0), name: same('Baza'), give: BASE };
  const give = GIVES[n % GIVES.length] ?? BASE;
  const when = CONDITIONS[Math.floor(n / 3) % CONDITIONS.length] ?? {};
  return {
    id: ruleId(n),
    name: same(`Regula ${n}`),
    when,
    on: goodsFor(n),
    give: give.kind === 'quest' ? { ...give, questId: `quest-${n}` } : give,
    ...(n % 7 === 2 ? { from: { sumMinor: minor(5_000 + (n % 5) * 4_000) } } : {}),
    ...(n % 29 === 4 ? { from: { quantityMilli: milli(3_000) } } : {}),
    ...(n % 31 === 5 ? { take: 'offer' as const } : {}),
    ...(n % 23 === 3 ? { stack: { group: 'season' } } : {}),
    ...(n % 41 === 6 ? { limits: { timesPerMemberDay: 1 } } : {}),
  };
}

/** Most rules of a shop are about a few goods; one in eight is about everything but tobacco. */
function goodsFor(n: number): Selector {
  const exclude = { categories: [categoryId(13)] };
  if (n % 8 === 1) return { exclude };
  if (n % 8 === 2 || n % 8 === 5)
    return { include: { categories: [categoryId(n), categoryId(n * 3)] }, exclude };
  if (n % 8 === 7) return { include: { tags: [tagOf(n)] } };
  return { include: { products: Array.from({ length: 12 }, (_, k) => productId(scattered(n * 12 + k))) } };
}

const BASE: Give = {
  kind: 'earnPerMoney',
  rate: { amount: 1, perMinor: minor(1_000) },
  rateByTier: [{ tierId: asId<TierId>('silver'), amount: 12, perMinor: minor(10_000) }],
};

const GIVES: readonly Give[] = [
  { kind: 'percentOff', percentBps: bps(1_000) },
  { kind: 'earnMultiplier', factorBps: bps(15_000) },
  { kind: 'amountOff', amountMinor: minor(700) },
  { kind: 'earnPerUnit', amount: 2 },
  { kind: 'percentOff', percentBps: bps(5_000), units: { pick: 'cheapest', every: 3 } },
  { kind: 'amountOffEach', amountMinor: minor(150), furtherMinor: minor(90) },
  { kind: 'earnFixed', amount: 5 },
  { kind: 'fixedPrice', priceMinor: minor(299) },
  { kind: 'earnByReceipt', steps: [{ from: 10_000, amount: 1, perMinor: minor(2_000) }] },
  {
    kind: 'quantityBreaks',
    steps: [2, 5].map((n) => ({ fromMilli: milli(n * 1_000), percentBps: bps(n * 200) })),
  },
  {
    kind: 'award',
    award: { kind: 'tickets', drawId: 'winter', count: 1 },
    forEvery: { sumMinor: minor(20_000) },
  },
  {
    kind: 'receiptBreaks',
    steps: [1, 4].map((n) => ({ fromMinor: minor(n * 10_000), percentBps: bps(n * 150) })),
  },
  {
    kind: 'earnByActivity',
    measure: 'visits',
    months: 3,
    steps: [{ from: 2, amount: 1, perMinor: minor(5_000) }],
  },
  { kind: 'freeGoods', mode: 'unit', units: 1, forEvery: { units: 3 } },
  {
    kind: 'quest',
    questId: 'coffee',
    count: 'units',
    target: 10,
    award: { kind: 'points', points: points(50) },
  },
  {
    kind: 'bundlePrice',
    parts: [
      { goods: { categories: [categoryId(4)] }, units: 1 },
      { goods: { categories: [categoryId(9)] }, units: 1 },
    ],
    priceMinor: minor(5_000),
  },
  { kind: 'earnPerVisit', amount: 3 },
  { kind: 'privilege', text: same('Casa fără rând') },
  { kind: 'freeGoods', mode: 'extra', units: 1, goods: { products: [productId(17)] } },
  {
    kind: 'referral',
    newcomer: { kind: 'points', points: points(50) },
    referrer: { kind: 'points', points: points(100) },
    maxReferrals: 10,
  },
];

const CONDITIONS: readonly Condition[] = [
  {},
  { from: asBusinessDate('2026-11-01'), to: asBusinessDate('2026-11-30') },
  { weekdays: [6, 7] },
  {},
  { hours: { fromMinute: 540, toMinute: 720 } },
  { who: 'member' },
  { tiers: [asId<TierId>('silver'), asId<TierId>('gold')] },
  { segments: ['families', 'seniors'] },
  { birthday: { daysBefore: 3, daysAfter: 7, knownDays: 30 } },
  { weekdays: [1, 2, 3] },
  { nthVisit: 10 },
  { everyVisits: 5 },
  { from: asBusinessDate('2026-12-01') },
  { dormantDays: 60 },
  { stores: [asId<StoreId>('s-1')] },
  { channels: ['online'] },
  { coupon: asId<CouponId>('autumn') },
  { contains: { categories: [categoryId(5)] } },
  { who: 'guest' },
  { tiers: [asId<TierId>('gold')] },
];

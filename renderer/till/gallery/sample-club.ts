/** A programme with rules of every kind, and a member in the middle of all of them. */
import type { Product } from '../../../shared/catalog/product.ts';
import {
  asId,
  type CouponId,
  type ProductId,
  type ProgrammeId,
  type RuleId,
  type TaxId,
} from '../../../shared/kernel/ids.ts';
import type { Localized } from '../../../shared/kernel/language.ts';
import { bps, epochMs, milli, minor, points } from '../../../shared/kernel/units.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { GOODS, MEMBER, PROGRAMME } from './sample-shop.ts';

const words = (ro: string, ru: string, en: string): Localized => ({ ro, ru, en });
const only = (...ids: readonly string[]) => ({
  include: { products: ids.map((id) => asId<ProductId>(id)) },
});
const rule = (id: string, name: Localized, rest: Omit<Rule, 'id' | 'name'>): Rule => ({
  id: asId<RuleId>(id),
  name,
  ...rest,
});

const gift = (id: string, name: string, priceMinor: number): Product => ({
  ...GOODS[0],
  id: asId<ProductId>(id),
  code: `48400220${id.length}0118`,
  name,
  priceMinor: minor(priceMinor),
  taxId: asId<TaxId>('A'),
});
export const GIFTS = [
  gift('p-cup', 'Cană ceramică Mercur', 4_500),
  gift('p-bag', 'Sacoșă din bumbac', 2_900),
] as const;

export const CHOOSE_GIFT = asId<RuleId>('gift');
export const SPRING = asId<CouponId>('spring');
export const BULK = asId<CouponId>('bulk');

const discounts: readonly Rule[] = [
  rule('nutella', words('Nutella -15%', 'Nutella -15%', 'Nutella -15%'), {
    on: only('p-4'),
    give: { kind: 'percentOff', percentBps: bps(1_500) },
  }),
  rule('third-milk', words('Al treilea lapte gratuit', 'Третье молоко бесплатно', 'Third milk free'), {
    on: only('p-2'),
    from: { quantityMilli: milli(2_000) },
    give: { kind: 'freeGoods', mode: 'unit', units: 1, forEvery: { units: 2 } },
  }),
  rule('apples', words('De la 2 kg mere -20%', 'Яблоки от 2 кг -20%', 'Apples from 2 kg -20%'), {
    on: only('p-3'),
    from: { quantityMilli: milli(2_000) },
    give: { kind: 'percentOff', percentBps: bps(2_000) },
  }),
  rule('wine', words('Vin -10 lei', 'Вино -10 лей', 'Wine 10 MDL off'), {
    on: only('p-6'),
    take: 'offer',
    give: { kind: 'amountOff', amountMinor: minor(1_000) },
  }),
  rule('gift', words('Cadou de la 300 lei', 'Подарок от 300 лей', 'A gift from 300 MDL'), {
    from: { sumMinor: minor(30_000) },
    give: {
      kind: 'freeGoods',
      mode: 'extra',
      units: 1,
      goods: { products: GIFTS.map(({ id }) => id) },
    },
  }),
  rule('club-day', words('Membrii -3% vinerea', 'Участникам -3% в пятницу', 'Members 3% off on Friday'), {
    when: { weekdays: [5], who: 'member' },
    give: { kind: 'percentOff', percentBps: bps(300) },
    stack: { group: 'club' },
  }),
  rule(
    'spring',
    words('Codul PRIMAVARA: hrișcă -25%', 'Код PRIMAVARA: гречка -25%', 'Code PRIMAVARA: buckwheat -25%'),
    {
      when: { coupon: SPRING },
      on: only('p-5'),
      give: { kind: 'percentOff', percentBps: bps(2_500) },
    },
  ),
  rule(
    'bulk',
    words(
      'Codul GROS: -5% de la 2.000 lei',
      'Код GROS: -5% от 2 000 лей',
      'Code GROS: 5% off from 2,000 MDL',
    ),
    {
      when: { coupon: BULK },
      from: { sumMinor: minor(200_000) },
      give: { kind: 'percentOff', percentBps: bps(500) },
    },
  ),
];

const earned: readonly Rule[] = [
  rule('back', words('1% înapoi', '1% назад', '1% back'), {
    give: { kind: 'earnPerMoney', asset: 'wallet', rate: { amount: 1, perMinor: minor(100) } },
  }),
  rule('bread-stamp', words('Cartela de pâine', 'Хлебная карта', 'Bread card'), {
    on: only('p-1'),
    give: { kind: 'earnFixed', asset: 'stamps:bread', amount: 1 },
  }),
  rule('draw', words('Tombola de iarnă', 'Зимний розыгрыш', 'Winter draw'), {
    give: {
      kind: 'award',
      award: { kind: 'tickets', drawId: 'winter', count: 1 },
      forEvery: { sumMinor: minor(10_000) },
    },
  }),
  rule('visits', words('Zece vizite', 'Десять визитов', 'Ten visits'), {
    give: {
      kind: 'quest',
      questId: 'ten-visits',
      count: 'visits',
      target: 10,
      award: { kind: 'points', points: points(100) },
    },
  }),
  rule('calendar', words('Cadou de iarnă', 'Зимний подарок', 'Winter gift'), {
    from: { sumMinor: minor(30_000) },
    give: {
      kind: 'award',
      award: { kind: 'gift', name: words('Calendar 2027', 'Календарь 2027', 'Calendar 2027') },
    },
  }),
];

export const CLUB: Programme = {
  ...PROGRAMME,
  id: asId<ProgrammeId>('mercur-all'),
  rules: [...PROGRAMME.rules, ...discounts, ...earned],
  stackGroups: [{ id: 'club', combine: 'best' }],
  rewards: [
    {
      id: asId<RuleId>('free-bread'),
      name: words('Pâine gratuită', 'Хлеб бесплатно', 'Free bread'),
      on: only('p-1'),
      give: { kind: 'percentOff', percentBps: bps(10_000) },
      cost: { asset: 'stamps:bread', amount: 10 },
    },
    {
      id: asId<RuleId>('wine-500'),
      name: words('Vin la jumătate de preț', 'Вино за полцены', 'Wine at half price'),
      on: only('p-6'),
      give: { kind: 'percentOff', percentBps: bps(5_000) },
      cost: { asset: 'points', amount: 500 },
    },
  ],
  coupons: [
    {
      id: SPRING,
      kind: 'shared',
      code: 'PRIMAVARA',
      name: words('Primăvara', 'Весна', 'Spring'),
    },
    { id: BULK, kind: 'shared', code: 'GROS', name: words('Angro', 'Опт', 'Bulk') },
  ],
  labels: { stamps: { bread: words('Cartela de pâine', 'Хлебная карта', 'Bread card') } },
  redemption: { as: 'discount', shareOfReceiptBps: bps(3_000) },
};

const balance = (asset: 'wallet' | 'stamps:bread', available: number) => ({
  asset,
  available,
  pending: 0,
  leased: 0,
  inReview: 0,
  expiring: [],
});

export const CLUB_MEMBER: MemberRow = {
  ...MEMBER,
  balances: [
    ...MEMBER.balances.map((each) => ({
      ...each,
      expiring: [{ amount: 200, atMs: epochMs(Date.UTC(2027, 2, 1, 21, 59)) }],
    })),
    balance('wallet', 1_250),
    balance('stamps:bread', 6),
  ],
  quests: [{ questId: 'ten-visits', progress: 6, awards: 3 }],
};

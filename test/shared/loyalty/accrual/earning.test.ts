import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { asId, type CategoryId, type TierId } from '../../../../shared/kernel/ids.ts';
import { bps, milli, minor, points } from '../../../../shared/kernel/units.ts';
import type { EarnGive, RateStep } from '../../../../shared/loyalty/programme/give.ts';
import { basketOf, memberRow, product } from '../../../support/builders/basket.ts';
import { goodsFor, missed, moved, onePerTen, receipt, told } from '../../../support/builders/earning.ts';
import { rule } from '../../../support/builders/prices.ts';

const double: EarnGive = { kind: 'earnMultiplier', factorBps: bps(20_000) };
const coffee = (changes = {}) =>
  product({ id: 'p-coffee', code: '7', categoryId: asId<CategoryId>('coffee'), ...changes });
const onCoffee = { on: { include: { categories: [asId<CategoryId>('coffee')] } } };

describe('ACC-3 several rates', () => {
  test('on the same goods add up', () => {
    const two = [
      onePerTen(),
      rule('extra', { kind: 'earnPerMoney', rate: { amount: 1, perMinor: minor(3000) } }),
    ];
    expect(told(receipt(two, { lines: goodsFor(5_500) }))).toEqual(['5 base', '2 base']);
  });
  test('a tier with a lower rate takes from the base as a reason of its own', () => {
    const rateByTier = [{ tierId: asId<TierId>('bronze'), amount: 1, perMinor: minor(2000) }];
    const one = rule('base', {
      kind: 'earnPerMoney',
      rate: { amount: 1, perMinor: minor(1000) },
      rateByTier,
    });
    expect(told(receipt([one], { lines: goodsFor(10_000) }))).toEqual(['10 base', '-5 tier']);
  });
});

describe('ACC-4 a threshold', () => {
  test('may ask for other goods than those that earn', () => {
    const two = [
      rule(
        'cakes',
        { kind: 'earnFixed', amount: 7 },
        {
          on: { include: { categories: [asId<CategoryId>('bakery')] } },
          from: { quantityMilli: milli(2000), ...onCoffee },
        },
      ),
    ];
    const one = basketOf({ product: product() }, { product: coffee() }).lines;
    const enough = basketOf({ product: product() }, { product: coffee(), pieces: 2 }).lines;
    expect(receipt(two, { lines: one }).explanation.missed.map(({ reason }) => reason)).toEqual([
      { kind: 'quantityTooSmall', shortMilli: 1000 },
    ]);
    expect(told(receipt(two, { lines: enough }))).toEqual(['7 bonus']);
  });
  test('without tax is judged on the sum without it', () => {
    const from = { sumMinor: minor(10_000), tax: 'excluded' as const };
    expect(told(receipt([onePerTen({ from })], { lines: goodsFor(12_000) }))).toEqual(['12 base']);
    expect(missed(receipt([onePerTen({ from })], { lines: goodsFor(11_999) }))).toEqual(['base sumTooSmall']);
  });
});

test('ACC-5 a multiplier reaches what goods earned by their own rates, and no bonus', () => {
  const rules = [
    onePerTen(),
    rule('on-coffee', { kind: 'earnPerMoney', rate: { amount: 4, perMinor: minor(1000) } }, onCoffee),
    rule('gift', { kind: 'earnFixed', amount: 200 }),
    rule('triple', { kind: 'earnMultiplier', factorBps: bps(30_000) }, onCoffee),
  ];
  const lines = basketOf({ product: product({ priceMinor: minor(50_000) }) }, { product: coffee() }).lines;
  const outcome = receipt(rules, { lines });
  expect(told(outcome)).toEqual(['51 base', '4 base', '10 multiplier', '200 bonus']);
});

describe('ACC-6 every asset is floored by itself', () => {
  const cashback = rule('cashback', {
    kind: 'earnPerMoney',
    asset: 'wallet',
    rate: { amount: 5, perMinor: minor(100) },
  });
  test('cashback and points of one receipt', () => {
    const outcome = receipt([onePerTen(), cashback], { lines: goodsFor(1_999) });
    expect(moved(outcome)).toEqual(['EARN 1 points', 'EARN 99 wallet']);
    expect(outcome.earnedPoints).toBe(1);
  });
  test('a multiplier of one asset leaves the other alone', () => {
    const twice = rule('twice', { ...double, asset: 'wallet' });
    expect(moved(receipt([onePerTen(), cashback, twice], { lines: goodsFor(2_000) }))).toEqual([
      'EARN 2 points',
      'EARN 100 wallet',
      'EARN 100 wallet',
    ]);
  });
});

describe('ACC-8 EXP-1 limits are told as negative parts', () => {
  const limited = onePerTen({ limits: { amountPerReceipt: 60 } });
  test('of a rule', () => {
    const outcome = receipt([limited, rule('double', double)], { lines: goodsFor(100_000) });
    expect(told(outcome)).toEqual(['100 base', '-40 cap', '100 multiplier']);
    expect(outcome.earnedPoints).toBe(160);
  });
  test('of the programme, from the last reasons first', () => {
    const rules = [onePerTen(), rule('double', double)];
    const outcome = receipt(rules, { lines: goodsFor(100_000) }, { limits: { pointsPerReceipt: 150 } });
    expect(told(outcome)).toEqual(['100 base', '100 multiplier', '-50 cap']);
    expect(moved(outcome)).toEqual(['EARN 100 points', 'EARN 50 points']);
  });
  test('of the programme, awards included and as many rules as it takes', () => {
    const award = rule('welcome', {
      kind: 'award',
      award: { kind: 'points', points: points(20), validDays: 7 },
    });
    const outcome = receipt(
      [onePerTen(), award],
      { lines: goodsFor(30_000) },
      { limits: { pointsPerReceipt: 5 } },
    );
    expect(told(outcome)).toEqual(['30 base', '20 award', '-20 cap', '-25 cap']);
    expect(outcome.effects).toMatchObject([{ amount: 5, ruleId: 'base' }]);
    expect(outcome.earnedPoints).toBe(5);
  });
  test('a cap that is not reached says nothing', () => {
    expect(told(receipt([limited], { lines: goodsFor(60_000) }))).toEqual(['60 base']);
  });
});

describe('ACC-9 the base is what is paid with money', () => {
  const redemption = { as: 'discount', shareOfReceiptBps: bps(10_000) } as const;
  const paid = { lines: goodsFor(10_000), payment: { points: points(50) } };
  test('the part paid with points earns nothing, nor fills a threshold', () => {
    expect(told(receipt([onePerTen()], paid, { redemption }))).toContain('9 base');
    const from = onePerTen({ from: { sumMinor: minor(10_000) } });
    expect(missed(receipt([from], paid, { redemption }))).toEqual(['base sumTooSmall']);
  });
  test('unless the programme says so', () => {
    const all = { redemption: { ...redemption, earnOnRedeemed: true } };
    expect(told(receipt([onePerTen()], paid, all))).toContain('10 base');
  });
  test('a gift card sold and a deposit earn nothing', () => {
    const [card] = goodsFor(50_000) as readonly [BasketLine];
    const lines = [
      { ...card, giftCardId: 'g-1' },
      ...goodsFor(2_000).map((line) => ({ ...line, n: 2, depositMinor: minor(500) })),
    ];
    expect(told(receipt([onePerTen()], { lines }))).toEqual(['2 base']);
  });
});

const steps: readonly RateStep[] = [
  { from: 0, amount: 1, perMinor: minor(100) },
  { from: 2, amount: 3, perMinor: minor(100) },
  { from: 5, amount: 5, perMinor: minor(100) },
];
const month = (name: string, visits: number, spendMinor = 0) => ({
  month: name,
  visits,
  spendMinor: minor(spendMinor),
  points: 0,
});
const counting = (months: readonly ReturnType<typeof month>[]) =>
  memberRow({ counters: { spendMinor: minor(0), visits: 0, months } });

describe('ACC-10 a scale by activity, on 22 November 2026', () => {
  const byVisits = rule('activity', { kind: 'earnByActivity', measure: 'visits', months: 6, steps });
  const lines = goodsFor(10_000);
  test.each([
    { who: 'a newcomer', months: [], fired: ['100 base'] },
    {
      who: 'three visits',
      months: [month('2026-05', 1), month('2026-11', 2)],
      fired: ['100 base', '200 activity'],
    },
    { who: 'five visits', months: [month('2026-09', 5)], fired: ['100 base', '400 activity'] },
    { who: 'five visits before the window', months: [month('2026-04', 5)], fired: ['100 base'] },
  ])('$who', ({ months, fired }) => {
    expect(told(receipt([byVisits], { lines, member: counting(months) }))).toEqual(fired);
  });
  test('months in which the member came, and money that they spent', () => {
    const months = [month('2026-08', 9, 400), month('2026-10', 1, 200)];
    const by = (measure: 'activeMonths' | 'spend', scale: readonly RateStep[]) =>
      rule('activity', { kind: 'earnByActivity', measure, months: 3, steps: scale });
    expect(told(receipt([by('activeMonths', steps)], { lines, member: counting(months) }))[1]).toBe(
      '200 activity',
    );
    const spend = [{ from: 600, amount: 2, perMinor: minor(100) }];
    expect(told(receipt([by('spend', spend)], { lines, member: counting(months) }))).toEqual(['200 base']);
    expect(told(receipt([by('spend', spend)], { lines, member: counting(months.slice(1)) }))).toEqual([]);
  });
});

describe('ACC-10 a scale by receipt', () => {
  const scale = rule('scale', {
    kind: 'earnByReceipt',
    steps: [
      { from: 200_000, amount: 3, perMinor: minor(1000) },
      { from: 1_000, amount: 1, perMinor: minor(1000) },
    ],
  });
  test.each([
    { sum: 999, fired: [] },
    { sum: 1_000, fired: ['1 base'] },
    { sum: 199_999, fired: ['199 base'] },
    { sum: 200_000, fired: ['600 base'] },
  ])('$sum', ({ sum, fired }) => {
    expect(told(receipt([scale], { lines: goodsFor(sum) }))).toEqual(fired);
  });
  test('below the first step it says what was short', () => {
    const outcome = receipt([scale], { lines: goodsFor(990) });
    expect(outcome.explanation.missed[0]?.reason).toEqual({ kind: 'sumTooSmall', shortMinor: 10 });
  });
});

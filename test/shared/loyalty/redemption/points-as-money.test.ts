import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { asId, type CategoryId } from '../../../../shared/kernel/ids.ts';
import { bps, minor, points } from '../../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../../shared/loyalty/compute.ts';
import type { PointDefinition } from '../../../../shared/loyalty/programme/programme.ts';
import type { RedemptionPolicy } from '../../../../shared/loyalty/programme/redemption-policy.ts';
import type { Seen } from '../../../../shared/loyalty/seen/seen.ts';
import { basketOf, memberRow, product, seen } from '../../../support/builders/basket.ts';
import { programme } from '../../../support/builders/programme.ts';

const goods = (id: string, price: number, changes = {}) => ({
  product: product({ id, code: id, priceMinor: minor(price), ...changes }),
});
const withPoints = (available: number, leased = 0) =>
  memberRow({ balances: [{ asset: 'points', available, pending: 0, leased, inReview: 0, expiring: [] }] });

type Case = {
  readonly name?: string;
  readonly policy?: Partial<RedemptionPolicy>;
  readonly point?: Partial<PointDefinition>;
  readonly lines?: readonly BasketLine[];
  readonly balance?: number;
  readonly asked?: number;
  readonly seen?: Partial<Seen>;
};

function pay({ policy, point, lines, balance = 10_000, asked, seen: changes }: Case) {
  const document = programme({
    point: { scale: 1, worthMinor: minor(10), ...point },
    redemption: { as: 'discount', shareOfReceiptBps: bps(10_000), ...policy },
  });
  const basket = lines ?? basketOf(goods('a', 10_000)).lines;
  return compute(
    compileProgramme(document),
    seen(basket, {
      member: withPoints(balance),
      ...(asked === undefined ? {} : { payment: { points: points(asked) } }),
      ...changes,
    }),
  );
}

describe('RED-1 points buy money exactly, rounded down', () => {
  test.each([
    { scale: 1, worth: 10, asked: 37, minor: 370 },
    { scale: 100, worth: 10, asked: 55, minor: 5 },
    { scale: 100, worth: 100, asked: 1_240, minor: 1_240 },
    { scale: 10, worth: 25, asked: 3, minor: 7 },
  ] as const)('$asked fractions at $worth per $scale are $minor', ({ scale, worth, asked, minor: sum }) => {
    const { redemption } = pay({ point: { scale, worthMinor: minor(worth) }, asked });
    expect(redemption).toMatchObject({ points: asked, pointsMinor: sum });
  });
});

describe('RED-2 more than allowed is refused with the largest amount, never cut', () => {
  test.each([
    { name: 'the balance', balance: 200, asked: 201, largest: 200 },
    { name: 'the receipt', balance: 5_000, asked: 1_001, largest: 1_000 },
    {
      name: 'the share',
      balance: 5_000,
      asked: 301,
      largest: 300,
      policy: { shareOfReceiptBps: bps(3_000) },
    },
    { name: 'nothing', balance: 0, asked: 1, largest: 0 },
  ])('beyond $name', ({ asked, largest, ...rest }) => {
    const outcome = pay({ ...rest, asked });
    expect(outcome.refusals).toEqual([{ kind: 'points', askedPoints: asked, largestPoints: largest }]);
    expect(outcome).toMatchObject({ totalMinor: 10_000, redemption: { points: 0, largestPoints: largest } });
    expect(outcome.effects.filter(({ effect }) => effect === 'REDEEM')).toEqual([]);
    if (largest > 0) expect(pay({ ...rest, asked: largest }).refusals).toEqual([]);
  });
  test('a till spends no more than the rights it holds', () => {
    const held = [{ asset: 'points', amount: 120 } as const];
    expect(pay({ balance: 300, seen: { held } }).redemption.largestPoints).toBe(120);
    expect(pay({ seen: { held, member: withPoints(0, 120) } }).redemption.largestPoints).toBe(120);
    expect(pay({ balance: 300, seen: { held: [] } }).redemption.largestPoints).toBe(0);
  });
  test('without a member or a policy nothing may be spent', () => {
    const none = { largestPoints: 0, smallestPoints: 0, suggestedPoints: 0, stepPoints: 1, points: 0 };
    expect(pay({ seen: { member: null } }).redemption).toMatchObject(none);
    const plain = compute(compileProgramme(programme()), seen(basketOf(goods('a', 10_000)).lines));
    expect(plain.redemption).toMatchObject(none);
    expect(pay({ asked: 5, seen: { member: null } }).refusals).toEqual([
      { kind: 'points', askedPoints: 5, largestPoints: 0 },
    ]);
  });
});

describe('RED-3 where points are accepted', () => {
  test.each([
    { minimum: 10_000, largest: 1_000 },
    { minimum: 10_001, largest: 0 },
  ])('from a receipt of $minimum the most is $largest', ({ minimum, largest }) => {
    const policy = { minimumReceiptMinor: minor(minimum) };
    expect(pay({ policy }).redemption.largestPoints).toBe(largest);
  });
  test('goods that are excluded are neither paid nor counted for the share', () => {
    const lines = basketOf(goods('a', 10_000), goods('b', 30_000, { categoryId: 'tobacco' })).lines;
    const policy = {
      shareOfReceiptBps: bps(5_000),
      on: { exclude: { categories: [asId<CategoryId>('tobacco')] } },
    };
    const outcome = pay({ policy, lines, asked: 500 });
    expect(outcome.redemption.largestPoints).toBe(500);
    expect(outcome.lines.map((line) => line.discountMinor)).toEqual([5_000, 0]);
  });
  test('a member redeems only so often a day', () => {
    const usage = (memberToday: number) => [
      { ruleId: 'redemption', memberToday, cashierToday: 0, memberSinceRow: 0, inAll: 0 } as const,
    ];
    expect(pay({ policy: { perDay: 2 }, seen: { usage: usage(1) } }).redemption.largestPoints).toBe(1_000);
    expect(pay({ policy: { perDay: 2 }, seen: { usage: usage(2) } }).redemption.largestPoints).toBe(0);
  });
});

describe('RED-4 as a discount', () => {
  const lines = basketOf(goods('c', 3_333), goods('a', 3_333), goods('b', 3_334)).lines;
  test('the sum is spread by largest remainder, equal lines by product id', () => {
    const outcome = pay({ lines, asked: 100 });
    expect(outcome.lines.map((line) => line.discountMinor)).toEqual([333, 333, 334]);
    expect(
      pay({ lines, asked: 10, point: { worthMinor: minor(1) } }).lines.map((l) => l.discountMinor),
    ).toEqual([3, 3, 4]);
    expect(
      pay({ lines, asked: 2, point: { worthMinor: minor(1) } }).lines.map((l) => l.discountMinor),
    ).toEqual([0, 1, 1]);
  });
  test('no line falls below its floor; the others take the rest', () => {
    const [first, ...others] = lines;
    const floored = [{ ...(first as BasketLine), floorMinor: minor(3_300) }, ...others];
    const outcome = pay({ lines: floored, asked: 100 });
    expect(outcome.lines.map((line) => line.discountMinor)).toEqual([33, 483, 484]);
    expect(pay({ lines: floored }).redemption.largestPoints).toBe(670);
  });
  test('it is a reason of the discount and lowers the tax', () => {
    const outcome = pay({ asked: 400 });
    expect(outcome.explanation.fired.find(({ part }) => part === 'redemption')).toMatchObject({
      ruleId: 'redemption',
      discountMinor: 4_000,
      baseMinor: 10_000,
      amount: 0,
    });
    expect(outcome).toMatchObject({
      totalMinor: 6_000,
      discountMinor: 4_000,
      taxes: [{ totalMinor: 6_000 }],
    });
    expect(outcome.effects).toContainEqual({
      effect: 'REDEEM',
      asset: 'points',
      amount: 400,
      ruleId: 'redemption',
    });
  });
});

test('RED-5 as a tender points leave prices, discounts and tax alone', () => {
  const outcome = pay({ policy: { as: 'tender' }, asked: 400 });
  expect(outcome).toMatchObject({
    totalMinor: 10_000,
    discountMinor: 0,
    taxes: [{ totalMinor: 10_000 }],
    redemption: { as: 'tender', points: 400, pointsMinor: 4_000, moneyMinor: 6_000 },
  });
});

test.each(['discount', 'tender'] as const)(
  'ACC-9 what a %s of points pays for earns only where it may',
  (as) => {
    expect(pay({ policy: { as }, asked: 400 }).earnedPoints).toBe(6);
    expect(pay({ policy: { as, earnOnRedeemed: true }, asked: 400 }).earnedPoints).toBe(10);
  },
);

describe('RED-6 the screen proposes the most that is spent without waste', () => {
  test.each([
    { name: 'the whole room', point: {}, balance: 437, suggested: 437, worth: 4_370 },
    {
      name: 'no fraction that buys nothing',
      point: { scale: 100 },
      balance: 1_239,
      suggested: 1_230,
      worth: 123,
    },
    {
      name: 'a step that comes out even',
      point: { scale: 100 },
      policy: { stepPoints: points(25) },
      balance: 1_245,
      suggested: 1_200,
      worth: 120,
    },
    {
      name: 'a minimum',
      point: {},
      policy: { minimumPoints: points(500) },
      balance: 499,
      suggested: 0,
      worth: 0,
    },
    {
      name: 'pieces of a price',
      point: { worthMinor: minor(3_000) },
      balance: 9,
      suggested: 3,
      worth: 9_000,
    },
  ] as const)('$name', ({ suggested, worth, ...rest }) => {
    const { redemption } = pay(rest);
    expect(redemption).toMatchObject({ suggestedPoints: suggested, suggestedMinor: worth });
    if (suggested > 0) expect(pay({ ...rest, asked: suggested }).refusals).toEqual([]);
  });
  test('only multiples of the step from the minimum up are accepted', () => {
    const policy = { stepPoints: points(50), minimumPoints: points(120) };
    expect(pay({ policy }).redemption).toMatchObject({ smallestPoints: 150, stepPoints: 50 });
    for (const asked of [100, 151]) expect(pay({ policy, asked }).refusals).toHaveLength(1);
    for (const asked of [150, 1_000]) expect(pay({ policy, asked }).refusals).toEqual([]);
  });
});

describe('RED-7 points of this receipt', () => {
  const policy = { fromThisReceipt: true };
  const generous = { point: { scale: 1, worthMinor: minor(1_000) } } as const;
  test('are spent only where the programme says so', () => {
    expect(pay({ ...generous, balance: 0 }).redemption.largestPoints).toBe(0);
    expect(
      pay({ ...generous, policy: { ...policy, earnOnRedeemed: true }, balance: 0 }).redemption.largestPoints,
    ).toBe(10);
  });
  test('are no more than what the rest of the receipt earns', () => {
    const { largestPoints } = pay({ ...generous, policy, balance: 0 }).redemption;
    expect(largestPoints).toBe(5);
    const outcome = pay({ ...generous, policy, balance: 0, asked: 5 });
    expect(outcome).toMatchObject({ earnedPoints: 5, refusals: [], totalMinor: 5_000 });
  });
});

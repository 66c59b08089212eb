import { describe, expect, test } from 'vitest';
import { asId, type CouponId, type PartnerId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { bps, minor, points } from '../../../../shared/kernel/units.ts';
import { everythingLeft, returnGoods } from '../../../../shared/loyalty/returns/return-goods.ts';
import { basketOf, memberRow } from '../../../support/builders/basket.ts';
import { baseRule, doubleRule } from '../../../support/builders/programme.ts';
import { back, balance, goods, linesOf, member, name, saleOf } from '../../../support/builders/returned.ts';

const partnerId = asId<PartnerId>('mill');

describe('RET-1 what can come back', () => {
  const sale = saleOf(basketOf(goods('a', 1_000, 3), goods('b', 5_000)).lines);
  test.each([
    { name: 'nothing', now: {}, fault: { kind: 'nothing' } },
    { name: 'another line', now: { 7: 1 }, fault: { kind: 'unknownLine', n: 7 } },
    { name: 'half a piece', now: { 1: 0.5 }, fault: { kind: 'quantity', n: 1 } },
    { name: 'more than was bought', now: { 1: 4 }, fault: { kind: 'tooMuch', n: 1, leftMilli: 3_000 } },
    {
      name: 'more than is left',
      now: { 1: 2 },
      before: { 1: 2 },
      fault: { kind: 'tooMuch', n: 1, leftMilli: 1_000 },
    },
  ])('$name is a fault', ({ now, before = {}, fault }) => {
    const result = returnGoods({ sale, before: [linesOf(before)], now: linesOf(now) });
    expect(result).toEqual({ ok: false, failure: fault });
  });
  test('a void is the return of everything that has not come back', () => {
    expect(everythingLeft(sale, [linesOf({ 1: 2 })])).toEqual(linesOf({ 1: 1, 2: 1 }));
    expect(everythingLeft(sale, [linesOf({ 1: 3 })])).toEqual(linesOf({ 2: 1 }));
  });
});

test('RET-2 a line comes back pro rata, rounded on all that came back of it', () => {
  const third = baseRule({
    id: asId<RuleId>('off'),
    give: { kind: 'amountOff', amountMinor: minor(100) },
    on: {},
  });
  const sale = saleOf(basketOf(goods('a', 1_000, 3)).lines, {}, { rules: [third] });
  const sums = [
    back(sale, { 1: 1 }),
    back(sale, { 1: 1 }, { 1: 1 }),
    back(sale, { 1: 1 }, { 1: 1 }, { 1: 1 }),
  ];
  expect(sums.map(({ lines }) => lines[0]?.discountMinor)).toEqual([33, 33, 34]);
  expect(sums.map(({ tenders }) => tenders.moneyMinor)).toEqual([967, 967, 966]);
  expect(back(sale, { 1: 3 }).tenders.moneyMinor).toBe(2_900);
});

describe('RET-3 each tender gets its share back', () => {
  const lines = basketOf(goods('a', 2_500, 4)).lines;
  const payment = {
    walletMinor: minor(3_000),
    giftCards: [{ cardId: 'x', heldMinor: minor(2_000) }],
  };
  const sale = saleOf(lines, { payment });
  test('pro rata to what it paid', () => {
    const half = back(sale, { 1: 2 });
    expect(half.tenders).toEqual({
      walletMinor: 1_500,
      giftCards: [{ cardId: 'x', amountMinor: 1_000 }],
      moneyMinor: 2_500,
      pointsMinor: 0,
    });
    expect(half.effects.filter(({ effect }) => effect === 'REFUND')).toEqual([
      { effect: 'REFUND', asset: 'wallet', amount: 1_500 },
      { effect: 'REFUND', asset: 'giftcard', amount: 1_000, cardId: 'x' },
    ]);
  });
  test('points that were a tender come back as points, never as money', () => {
    const tender = { redemption: { as: 'tender', shareOfReceiptBps: bps(10_000) } } as const;
    const paid = saleOf(lines, { payment: { points: points(400) } }, tender);
    const half = back(paid, { 1: 2 });
    expect(half.tenders).toMatchObject({ pointsMinor: 2_000, moneyMinor: 3_000 });
    expect(half.effects).toContainEqual({ effect: 'REFUND', asset: 'points', amount: 200 });
  });
});

describe('RET-4 what was earned is computed anew on what is kept', () => {
  const bought = basketOf(goods('a', 20_000), goods('b', 25_990)).lines;
  const rules = [baseRule(), doubleRule()];
  test('a bonus whose threshold is no longer reached goes too', () => {
    const sale = saleOf(bought, {}, { rules });
    expect(sale.outcome.earnedPoints).toBe(91);
    const { effects, reasons } = back(sale, { 1: 1 });
    expect(effects).toEqual([{ effect: 'CLAWBACK', asset: 'points', amount: 66 }]);
    expect(reasons).toMatchObject([
      { kind: 'earned', ruleId: 'base', amount: 20, short: null },
      { kind: 'earned', ruleId: 'double', amount: 46, short: { kind: 'sumTooSmall', shortMinor: 14_010 } },
    ]);
  });
  test('a bonus that still holds stays', () => {
    const sale = saleOf(basketOf(goods('a', 1_000), goods('b', 40_000)).lines, {}, { rules });
    expect(back(sale, { 1: 1 }).effects).toEqual([{ effect: 'CLAWBACK', asset: 'points', amount: 2 }]);
  });
  test('the last of it takes the rest: a sale that came back entirely earned nothing', () => {
    const sale = saleOf(bought, {}, { rules });
    expect(back(sale, { 2: 1 }, { 1: 1 }).effects).toEqual([
      { effect: 'CLAWBACK', asset: 'points', amount: 25 },
    ]);
  });
  test('the member’s tier of that day counts', () => {
    const silver = { ...member, tierId: memberRow({ tierId: 'silver' }).tierId };
    const sale = saleOf(basketOf(goods('a', 10_000, 2)).lines, { member: silver });
    expect(sale.outcome.earnedPoints).toBe(24);
    expect(back(sale, { 1: 1 }).effects).toEqual([{ effect: 'CLAWBACK', asset: 'points', amount: 12 }]);
  });
});

describe('RET-5 what was spent comes back with what it was spent on', () => {
  test('points with the goods they paid for', () => {
    const sale = saleOf(basketOf(goods('a', 10_000), goods('b', 30_000)).lines, {
      payment: { points: points(1_000) },
    });
    const { effects, tenders, reasons } = back(sale, { 1: 1 });
    expect(tenders.moneyMinor).toBe(7_500);
    expect(effects).toEqual([
      { effect: 'REFUND', asset: 'points', amount: 250 },
      { effect: 'CLAWBACK', asset: 'points', amount: 8 },
    ]);
    expect(reasons).toContainEqual({ kind: 'spent', ruleId: 'redemption', asset: 'points', amount: 250 });
  });
  const tenth = {
    id: asId<RuleId>('tenth'),
    name,
    give: { kind: 'percentOff', percentBps: bps(1_000) },
    cost: { asset: 'points', amount: 150 },
  } as const;
  test('a reward with the discount that it gave', () => {
    const sale = saleOf(
      basketOf(goods('a', 5_000, 2)).lines,
      { claims: [{ ruleId: tenth.id }] },
      { rules: [], rewards: [tenth] },
    );
    expect(sale.outcome.totalMinor).toBe(9_000);
    expect(back(sale, { 1: 1 })).toMatchObject({
      tenders: { moneyMinor: 4_500 },
      effects: [{ effect: 'REFUND', asset: 'points', amount: 75 }],
    });
  });
  test('a privilege bought beside goods that cost nothing with their number', () => {
    const text = { ro: 'Loc rezervat', ru: 'Место за вами', en: 'A seat kept for you' };
    const seat = {
      ...tenth,
      give: { kind: 'privilege', text },
      cost: { asset: 'points', amount: 100 },
    } as const;
    const sale = saleOf(
      basketOf(goods('a', 0, 2)).lines,
      { claims: [{ ruleId: seat.id }] },
      { rules: [], rewards: [seat] },
    );
    expect(back(sale, { 1: 1 }).effects).toEqual([{ effect: 'REFUND', asset: 'points', amount: 50 }]);
    expect(back(sale, { 1: 2 }).effects).toEqual([{ effect: 'REFUND', asset: 'points', amount: 100 }]);
  });
  test('a whole thing when all of it does', () => {
    const coupon = { ...tenth, cost: { asset: 'coupon:gift', amount: 1 } } as const;
    const holder = memberRow({ balances: [balance('coupon:gift', 1)] });
    const sale = saleOf(
      basketOf(goods('a', 5_000, 2)).lines,
      { claims: [{ ruleId: tenth.id }], member: holder },
      {
        rules: [],
        rewards: [coupon],
        coupons: [{ id: asId<CouponId>('gift'), name: tenth.name, kind: 'personal' }],
      },
    );
    expect(back(sale, { 1: 1 }).effects).toEqual([]);
    expect(back(sale, { 1: 1 }, { 1: 1 }).effects).toEqual([
      { effect: 'REFUND', asset: 'coupon:gift', amount: 1 },
    ]);
  });
});

test('RET-5 a personal coupon comes back when everything is back that it made cheaper', () => {
  const couponId = asId<CouponId>('gift');
  const rule = baseRule({
    id: asId<RuleId>('off'),
    on: {},
    when: { coupon: couponId },
    give: { kind: 'percentOff', percentBps: bps(1_000) },
  });
  const sale = saleOf(
    basketOf(goods('a', 5_000, 2)).lines,
    { coupons: [{ couponId }], member: memberRow({ balances: [balance('coupon:gift', 1)] }) },
    { rules: [rule], coupons: [{ id: couponId, name, kind: 'personal' }] },
  );
  expect(sale.outcome.totalMinor).toBe(9_000);
  expect(back(sale, { 1: 1 }).effects).toEqual([]);
  expect(back(sale, { 1: 1 }, { 1: 1 }).effects).toEqual([
    { effect: 'REFUND', asset: 'coupon:gift', amount: 1 },
  ]);
});

test('RET-7 tax comes back on the sums that come back', () => {
  const sale = saleOf(basketOf(goods('a', 101, 3)).lines);
  const taxes = [back(sale, { 1: 1 }), back(sale, { 1: 1 }, { 1: 1 }), back(sale, { 1: 1 }, { 1: 2 })].map(
    (each) => each.taxes[0]?.taxMinor,
  );
  expect(taxes).toEqual([17, 17, 17]);
  expect(sale.outcome.taxes[0]?.taxMinor).toBe(51);
});

test('RET-7 a partner owes less for what came back', () => {
  const rules = [
    baseRule({ fundedBy: { partnerId, shareBps: bps(5_000) } }),
    baseRule({
      id: asId<RuleId>('off'),
      on: {},
      give: { kind: 'percentOff', percentBps: bps(1_000) },
      fundedBy: { partnerId, shareBps: bps(2_500) },
    }),
  ];
  const sale = saleOf(
    basketOf(goods('a', 10_000, 3)).lines,
    {},
    { rules, partners: [{ id: partnerId, name }] },
  );
  const shares = [back(sale, { 1: 1 }), back(sale, { 1: 2 }, { 1: 1 })].map(({ funding }) =>
    funding.map(({ ruleId, discountMinor, worthMinor }) => ({ ruleId, discountMinor, worthMinor })),
  );
  expect(shares).toEqual([
    [
      { ruleId: 'base', discountMinor: 0, worthMinor: 45 },
      { ruleId: 'off', discountMinor: 250, worthMinor: 0 },
    ],
    [
      { ruleId: 'base', discountMinor: 0, worthMinor: 90 },
      { ruleId: 'off', discountMinor: 500, worthMinor: 0 },
    ],
  ]);
});

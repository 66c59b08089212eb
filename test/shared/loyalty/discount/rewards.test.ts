import { describe, expect, test } from 'vitest';
import {
  holding,
  lei,
  lines,
  on,
  price,
  reward,
  rule,
  taken,
  takenBy,
  toPay,
} from '../../../support/builders/prices.ts';

const points = (amount: number) => ({ cost: { asset: 'points', amount } }) as const;
const five = reward('five', { kind: 'amountOff', amountMinor: lei(5) }, points(100));
const half = reward('half', { kind: 'percentOff', percentBps: 5000 }, points(300));
const goods = lines(['mug', 20]);
const spent = (outcome: ReturnType<typeof price>) =>
  outcome.effects.flatMap(({ effect, asset, amount, ruleId }) =>
    effect === 'REDEEM' ? [[ruleId, asset, amount]] : [],
  );
const buying = (balances: Record<string, number>, ...claims: readonly object[]) => ({
  member: holding(balances),
  claims: claims as never,
});

describe('buying', () => {
  test('RWD-1 a reward is bought by claim only, and costs its price each time', () => {
    const programme = { rewards: [five] };
    expect(toPay(price(goods, { programme, seen: buying({ points: 250 }) }))).toBe(20);
    const outcome = price(goods, { programme, seen: buying({ points: 250 }, { ruleId: 'five', times: 2 }) });
    expect(toPay(outcome)).toBe(10);
    expect(spent(outcome)).toEqual([['five', 'points', 200]]);
    expect(outcome.explanation.fired).toMatchObject([
      { ruleId: 'five', part: 'reward', discountMinor: 1000 },
    ]);
  });

  test('RWD-1 it comes after all rules', () => {
    const tenth = rule('z-tenth', { kind: 'percentOff', percentBps: 1000 });
    const seen = buying({ points: 300 }, { ruleId: 'half' });
    expect(toPay(price(goods, { rules: [tenth], programme: { rewards: [half] }, seen }))).toBe(9);
  });

  test('RWD-1 asking for more than the balance buys gives what it buys, and says so', () => {
    const seen = buying({ points: 250 }, { ruleId: 'five', times: 3 });
    const outcome = price(goods, { programme: { rewards: [five] }, seen });
    expect([toPay(outcome), outcome.refusals]).toEqual([
      10,
      [{ kind: 'claim', ruleId: 'five', largestTimes: 2 }],
    ]);
  });

  test('DSC-12 RWD-1 a discount is bought a hundred times at most', () => {
    const ban = reward('ban', { kind: 'amountOff', amountMinor: 1 }, points(1));
    const outcome = price(goods, {
      programme: { rewards: [ban] },
      seen: buying({ points: 500 }, { ruleId: 'ban', times: 101 }),
    });
    expect(spent(outcome)).toEqual([['ban', 'points', 100]]);
    expect(outcome.refusals).toEqual([{ kind: 'claim', ruleId: 'ban', largestTimes: 100 }]);
    expect(outcome.offers).toEqual([]);
  });

  test('RWD-1 what is pinned is bought first, the others share the rest', () => {
    const seen = buying({ points: 350 }, { ruleId: 'five' }, { ruleId: 'half', times: 1 });
    const outcome = price(goods, { programme: { rewards: [five, half] }, seen });
    expect(spent(outcome)).toEqual([['half', 'points', 300]]);
    expect(outcome.refusals).toEqual([{ kind: 'claim', ruleId: 'five', largestTimes: 0 }]);
  });

  test('RWD-1 a guest buys nothing', () => {
    const seen = { member: null, claims: [{ ruleId: 'five' }] };
    expect(price(goods, { programme: { rewards: [five] }, seen }).refusals).toMatchObject([
      { kind: 'claim', largestTimes: 0 },
    ]);
  });

  test('RWD-1 a till that holds rights sells for those only', () => {
    const seen = {
      ...buying({ points: 500 }, { ruleId: 'five', times: 3 }),
      held: [{ asset: 'points', amount: 100 }],
    };
    expect(spent(price(goods, { programme: { rewards: [five] }, seen }))).toEqual([['five', 'points', 100]]);
  });

  test('RWD-1 a gift line of a reward buys it', () => {
    const mug = reward(
      'mug',
      { kind: 'freeGoods', mode: 'extra', units: 1, goods: { products: ['g'] } },
      points(50),
    );
    const basket = lines(['a', 20], ['g', 7, { pieces: 2, giftOf: 'mug' }]);
    const outcome = price(basket, { programme: { rewards: [mug] }, seen: buying({ points: 90 }) });
    expect(outcome.refusals).toEqual([{ kind: 'gift', n: 2, ruleId: 'mug' }]);
    expect([toPay(outcome), spent(outcome)]).toEqual([27, [['mug', 'points', 50]]]);
  });

  test('GFT-1 RWD-1 two gifts share a balance: the pinned one first, the other as often as the rest buys it', () => {
    const gift = (id: string) =>
      reward(id, { kind: 'freeGoods', mode: 'extra', units: 1, goods: { products: [id] } }, points(2));
    const basket = lines(['a', 20], ['x', 7, { giftOf: 'x' }], ['y', 7, { pieces: 2, giftOf: 'y' }]);
    const seen = buying({ points: 7 }, { ruleId: 'x', times: 1 }, { ruleId: 'y' });
    const outcome = price(basket, { programme: { rewards: [gift('x'), gift('y')] }, seen });
    expect([toPay(outcome), outcome.refusals, outcome.offers]).toEqual([20, [], []]);
    expect(spent(outcome)).toEqual([
      ['x', 'points', 2],
      ['y', 'points', 4],
    ]);
  });

  test('RWD-1 stamps buy a unit that is in the basket; a privilege is told', () => {
    const tenth = reward(
      'tenth',
      { kind: 'freeGoods', mode: 'unit', units: 1 },
      { ...on('a'), cost: { asset: 'stamps:card', amount: 9 } },
    );
    const text = { ro: 'x', ru: 'x', en: 'x' };
    const vip = reward('vip', { kind: 'privilege', text }, points(10));
    const seen = buying({ points: 10, 'stamps:card': 9 }, { ruleId: 'tenth' }, { ruleId: 'vip' });
    const outcome = price(lines(['a', 20, { pieces: 2 }]), { programme: { rewards: [tenth, vip] }, seen });
    expect(taken(outcome)).toEqual([20]);
    expect(spent(outcome)).toEqual([
      ['tenth', 'stamps:card', 9],
      ['vip', 'points', 10],
    ]);
    expect(outcome.explanation.fired.map(({ part }) => part)).toEqual(['reward', 'privilege']);
  });
});

test('RWD-2 what holds and can be paid for is offered, with what is left of the balance', () => {
  const dear = reward('dear', { kind: 'amountOff', amountMinor: 1 }, points(1000));
  const later = reward(
    'later',
    { kind: 'amountOff', amountMinor: 1 },
    { ...points(1), from: { sumMinor: lei(21) } },
  );
  const programme = { rewards: [five, dear, later] };
  const offers = (times: number) =>
    price(goods, { programme, seen: buying({ points: 350 }, { ruleId: 'five', times }) }).offers;
  expect(offers(1)).toMatchObject([{ ruleId: 'five', times: 2, savesMinor: 500, cost: points(100).cost }]);
  expect(offers(3)).toEqual([]);
});

describe('out of what the receipt earns', () => {
  const earn = rule('earn', { kind: 'earnPerMoney', rate: { amount: 1, perMinor: 10 } });
  const redemption = { as: 'discount', shareOfReceiptBps: 10_000, fromThisReceipt: true } as const;
  const shop = (claims: number, on: object = redemption) => ({
    rules: [earn],
    programme: { rewards: [five], redemption: on as typeof redemption },
    seen: buying({ points: 0 }, { ruleId: 'five', times: claims }),
  });

  test('RWD-3 as much is bought as the receipt earns with it', () => {
    const outcome = price(goods, shop(2));
    expect([takenBy(outcome, 'five'), spent(outcome), outcome.earnedPoints]).toEqual([
      5,
      [['five', 'points', 100]],
      150,
    ]);
  });

  test('RWD-3 nothing where the programme does not let it', () => {
    expect(spent(price(goods, shop(1, { as: 'discount', shareOfReceiptBps: 10_000 })))).toEqual([]);
  });

  test('RWD-3 a unit that the reward makes free earns no stamp for itself', () => {
    const stamp = rule('stamp', { kind: 'earnPerUnit', asset: 'stamps:card', amount: 1 });
    const fourth = reward(
      'fourth',
      { kind: 'freeGoods', mode: 'unit', units: 1 },
      { cost: { asset: 'stamps:card', amount: 4 } },
    );
    const buy = (pieces: number) =>
      price(lines(['a', 20, { pieces }]), {
        rules: [stamp],
        programme: { rewards: [fourth], redemption },
        seen: buying({ 'stamps:card': 0 }, { ruleId: 'fourth' }),
      });
    expect([4, 5].map((pieces) => toPay(buy(pieces)))).toEqual([80, 80]);
  });

  test('RWD-3 money off that points bought earns where the programme says so, free goods never do', () => {
    const cup = reward(
      'cup',
      { kind: 'freeGoods', mode: 'unit', units: 1, goods: { products: ['cup'] } },
      points(10),
    );
    const earned = (id: string, earnOnRedeemed: boolean) =>
      price(lines(['mug', 20], ['cup', 5]), {
        rules: [earn],
        programme: { rewards: [five, cup], redemption: { ...redemption, earnOnRedeemed } },
        seen: buying({ points: 100 }, { ruleId: id, times: 1 }),
      }).earnedPoints;
    expect([earned('five', false), earned('five', true), earned('cup', true)]).toEqual([200, 250, 200]);
  });
});

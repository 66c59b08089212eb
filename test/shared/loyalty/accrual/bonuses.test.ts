import { describe, expect, test } from 'vitest';
import { asId, type CategoryId, type PartnerId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { bps, milli, points } from '../../../../shared/kernel/units.ts';
import type { EarnGive } from '../../../../shared/loyalty/programme/give.ts';
import type { RuleUsage } from '../../../../shared/loyalty/seen/seen.ts';
import { basketOf, product } from '../../../support/builders/basket.ts';
import { goodsFor, missed, moved, onePerTen, receipt, told } from '../../../support/builders/earning.ts';
import { rule } from '../../../support/builders/prices.ts';

const double: EarnGive = { kind: 'earnMultiplier', factorBps: bps(20_000) };
const coffee = (changes = {}) =>
  product({ id: 'p-coffee', code: '7', categoryId: asId<CategoryId>('coffee'), ...changes });
const onCoffee = { on: { include: { categories: [asId<CategoryId>('coffee')] } } };
const used = (ruleId: RuleUsage['ruleId'], memberToday: number): readonly RuleUsage[] => [
  { ruleId, memberToday, cashierToday: 0, memberSinceRow: 0, inAll: 0 },
];

describe('ACC-11 per unit', () => {
  const ten = rule('units', { kind: 'earnPerUnit', amount: 10 }, onCoffee);
  const six = basketOf({ product: coffee(), pieces: 6 }).lines;
  const freeCup = rule(
    'free',
    { kind: 'freeGoods', mode: 'unit', units: 1, forEvery: { units: 5 } },
    onCoffee,
  );
  test('units that became free earn nothing', () => {
    expect(told(receipt([ten], { lines: six }))).toEqual(['60 bonus']);
    expect(told(receipt([ten, freeCup], { lines: six }))).toEqual(['0 gift', '50 bonus']);
  });
  test('also where another rule reduced them first', () => {
    const tenth = rule('a-tenth', { kind: 'percentOff', percentBps: bps(1_000) }, onCoffee);
    expect(told(receipt([ten, tenth, freeCup], { lines: six })).at(-1)).toBe('50 bonus');
  });
  test('weighed goods in proportion, floored once', () => {
    const cheese = product({ unit: 'kilogram', categoryId: 'coffee' });
    const lines = basketOf({ product: cheese }).lines.map((line) => ({
      ...line,
      quantityMilli: milli(2_350),
    }));
    expect(told(receipt([ten], { lines }))).toEqual(['23 bonus']);
  });
  test('stamps, at most three a receipt', () => {
    const stamp = rule(
      'stamp',
      { kind: 'earnPerUnit', asset: 'stamps:coffee', amount: 1 },
      { ...onCoffee, limits: { timesPerReceipt: 3 } },
    );
    expect(moved(receipt([stamp], { lines: six }))).toEqual(['EARN 3 stamps:coffee']);
  });
});

describe('ACC-12 once', () => {
  test('a fixed bonus needs covered goods in the basket', () => {
    const fixed = rule('fixed', { kind: 'earnFixed', amount: 100 }, onCoffee);
    expect(told(receipt([fixed], { lines: goodsFor(1_000) }))).toEqual([]);
    expect(told(receipt([fixed], { lines: basketOf({ product: coffee(), pieces: 3 }).lines }))).toEqual([
      '100 bonus',
    ]);
  });
  test('a visit counts once a day at this till', () => {
    const visit = rule('visit', { kind: 'earnPerVisit', asset: 'ticket:autumn', amount: 1 });
    const lines = goodsFor(1_000);
    expect(moved(receipt([visit], { lines }))).toEqual(['EARN 1 ticket:autumn']);
    const again = receipt([visit], { lines, usage: used(asId<RuleId>('visit'), 1) });
    expect(moved(again)).toEqual([]);
    expect(missed(again)).toEqual(['visit limitReached']);
  });
});

describe('ACC-13 an exclusive earning rule', () => {
  const alone = (id: string, amount: number) =>
    rule(id, { kind: 'earnFixed', amount }, { stack: { exclusive: true } });
  const lines = goodsFor(1_999);
  test('applies alone, the best of several', () => {
    const outcome = receipt([onePerTen(), alone('a', 90), alone('b', 100), alone('c', 100)], { lines });
    expect(outcome.explanation.fired.map(({ ruleId, amount }) => `${amount} ${ruleId}`)).toEqual(['100 b']);
    expect(missed(outcome)).toEqual(['a beaten', 'base beaten', 'c beaten']);
  });
  test('leaves other assets, awards and quests alone', () => {
    const stamp = rule('stamp', { kind: 'earnFixed', asset: 'stamps:x', amount: 1 });
    const award = rule('award', { kind: 'award', award: { kind: 'points', points: points(5) } });
    expect(told(receipt([onePerTen(), alone('a', 90), stamp, award], { lines }))).toEqual([
      '90 bonus',
      '1 bonus',
      '5 award',
    ]);
  });
  test('that gives nothing here excludes nothing', () => {
    const none = rule(
      'none',
      { kind: 'earnPerMoney', rate: { amount: 0, perMinor: 1 } },
      { stack: { exclusive: true } },
    );
    expect(told(receipt([onePerTen(), none], { lines }))).toEqual(['1 base']);
  });
  test('as a multiplier keeps the rates that it multiplies', () => {
    const triple: EarnGive = { kind: 'earnMultiplier', factorBps: bps(30_000) };
    const rules = [
      onePerTen(),
      rule('double', double),
      rule('triple', triple, { stack: { exclusive: true } }),
    ];
    expect(told(receipt(rules, { lines: goodsFor(10_000) }))).toEqual(['10 base', '20 multiplier']);
  });
});

describe('ACC-14 an earning rule that is offered', () => {
  const offered = rule(
    'offered',
    { kind: 'earnFixed', amount: 5 },
    { take: 'offer', from: { sumMinor: 1_000 } },
  );
  const claims = [{ ruleId: offered.id }];
  test('waits for its claim', () => {
    const outcome = receipt([offered], { lines: goodsFor(1_000) });
    expect(told(outcome)).toEqual([]);
    expect(outcome.offers).toMatchObject([{ ruleId: 'offered', times: 1, units: 0, savesMinor: 0 }]);
    expect(outcome.refusals).toEqual([]);
  });
  test('gives once it is taken', () => {
    const outcome = receipt([offered], { lines: goodsFor(1_000), claims });
    expect(told(outcome)).toEqual(['5 bonus']);
    expect([outcome.offers, outcome.refusals]).toEqual([[], []]);
  });
  test('is refused where it does not hold, and to guests', () => {
    const refusals = [{ kind: 'claim', ruleId: 'offered', largestTimes: 0 }];
    expect(receipt([offered], { lines: goodsFor(999), claims }).refusals).toEqual(refusals);
    expect(receipt([offered], { lines: goodsFor(1_000), claims, member: null }).refusals).toEqual(refusals);
  });
});

test('ACC-15 after so many earning receipts of the day nothing more is earned', () => {
  const limits = { earningReceiptsPerMemberDay: 3 };
  const lines = goodsFor(10_000);
  const third = receipt([onePerTen()], { lines, usage: used('earning', 2) }, { limits });
  const fourth = receipt([onePerTen()], { lines, usage: used('earning', 3) }, { limits });
  expect(moved(third)).toEqual(['EARN 10 points']);
  expect(moved(fourth)).toEqual([]);
  expect(missed(fourth)).toEqual(['base limitReached']);
});

describe('ACC-8 what no trade reaches stays an integer', () => {
  const most = 1_000_000_000_000;
  const lines = basketOf({ product: product({ priceMinor: 100_000_000 }), pieces: 9_999 }).lines;
  const huge = (id: string, asset: 'points' | 'wallet') =>
    rule(id, { kind: 'earnPerMoney', asset, rate: { amount: 1_000_000_000, perMinor: 1 } });
  test('rates, multipliers, bonuses and awards are cut to the most that a receipt may earn', () => {
    const rules = [
      { ...huge('a', 'points'), fundedBy: { partnerId: asId<PartnerId>('bakery'), shareBps: bps(10_000) } },
      huge('b', 'wallet'),
      rule('c', { kind: 'earnMultiplier', factorBps: 1_000_000 }),
      rule('d', { kind: 'earnPerUnit', asset: 'wallet', amount: 1_000_000_000 }),
      rule('e', {
        kind: 'award',
        award: { kind: 'points', points: 1_000_000_000 },
        forEvery: { sumMinor: 1 },
      }),
      rule('f', {
        kind: 'quest',
        questId: 'q',
        count: 'spend',
        target: 1,
        award: { kind: 'points', points: 1_000_000_000 },
      }),
    ];
    const outcome = receipt(rules, { lines });
    expect(outcome.earnedPoints).toBe(most);
    expect(moved(outcome)).toEqual([
      `EARN ${most} points`,
      `EARN ${most} wallet`,
      `EARN 999900000000 quest:q`,
    ]);
    expect(outcome.funding).toMatchObject([{ worthMinor: most }]);
    for (const { amount } of outcome.explanation.fired) expect(Number.isSafeInteger(amount)).toBe(true);
  });
});

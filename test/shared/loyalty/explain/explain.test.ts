import { describe, expect, test } from 'vitest';
import { asId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { compileProgramme } from '../../../../shared/loyalty/compile/compile-programme.ts';
import { nearestMisses } from '../../../../shared/loyalty/explain/nearest-misses.ts';
import type { MissedRule, MissReason } from '../../../../shared/loyalty/outcome/explanation.ts';
import type { Reward, Rule } from '../../../../shared/loyalty/programme/rule.ts';
import { basketOf, memberRow, product, seen } from '../../../support/builders/basket.ts';
import { goodsFor, missed, moved, onePerTen, receipt, told } from '../../../support/builders/earning.ts';
import { reward, rule } from '../../../support/builders/prices.ts';
import { programme } from '../../../support/builders/programme.ts';

const having = (balances: Readonly<Record<string, number>>) =>
  memberRow({
    balances: Object.entries(balances).map(([asset, available]) => ({
      asset,
      available,
      pending: 0,
      leased: 0,
      inReview: 0,
      expiring: [],
    })),
  });
const off = { kind: 'amountOff', amountMinor: 100 } as const;
const costing = (id: string, asset: string, amount: number, more: Partial<Reward> = {}): Reward => ({
  ...reward(id, off, { cost: { asset, amount } }),
  ...more,
});

test('EXP-1 a privilege is told with its text and no figure', () => {
  const text = { ro: 'Manager', ru: 'Менеджер', en: 'A manager of your own' };
  const own = rule('own', { kind: 'privilege', text }, { when: { tiers: ['gold'] } });
  const lines = goodsFor(1_000);
  const outcome = receipt([own], { lines, member: memberRow({ tierId: 'gold' }) });
  expect(told(outcome)).toEqual(['0 privilege']);
  expect(outcome.explanation.fired[0]?.award).toEqual({ kind: 'privilege', text });
  expect(told(receipt([own], { lines }))).toEqual([]);
});

test('EXP-2 effects are one per rule, asset and life, and sum to the reasons', () => {
  const member = memberRow({ tierId: 'silver' });
  const rules: readonly Rule[] = [
    rule('base', {
      kind: 'earnPerMoney',
      rate: { amount: 1, perMinor: 1_000 },
      rateByTier: [{ tierId: 'silver', amount: 2, perMinor: 1_000 }],
    }),
    rule('gift', { kind: 'award', award: { kind: 'points', points: 5, validDays: 7 } }),
  ];
  const outcome = receipt(rules, { lines: goodsFor(10_000), member });
  expect(told(outcome)).toEqual(['10 base', '10 tier', '5 award']);
  expect(moved(outcome)).toEqual(['EARN 20 points', 'EARN 5 points']);
  expect(outcome.effects.map(({ validDays }) => validDays)).toEqual([undefined, 7]);
});

describe('EXP-3 the nearest misses', () => {
  const miss = (id: string, reason: MissReason): MissedRule => ({
    ruleId: asId<RuleId>(id),
    name: { ro: id, ru: id, en: id },
    reason,
  });
  const short = (shortMinor: number) => ({ kind: 'sumTooSmall', shortMinor }) as MissReason;
  const rules = [
    rule('bread', { kind: 'earnFixed', amount: 1 }, { on: { include: { products: ['p-bread'] } } }),
    rule('tea', { kind: 'earnFixed', amount: 1 }, { on: { include: { products: ['p-tea'] } } }),
  ];
  const compiled = compileProgramme(programme({ rules }));
  const basket = seen(basketOf({ product: product() }).lines);
  const nearest = (...all: readonly MissedRule[]) =>
    nearestMisses(compiled, basket, all).map(({ ruleId }) => ruleId);
  test('by the money that is wanting; a unit costs what it costs in the basket', () => {
    const bread = miss('bread', { kind: 'quantityTooSmall', shortMilli: 2_000 });
    expect(nearest(miss('a', short(2_001)), bread, miss('c', short(1_999)))).toEqual(['c', 'bread', 'a']);
  });
  test('a card first; goods that are not there, beaten rules and limits last', () => {
    const all = [
      miss('limit', { kind: 'limitReached' }),
      miss('beaten', { kind: 'beaten', by: asId<RuleId>('x') }),
      miss('tea', { kind: 'quantityTooSmall', shortMilli: 1_000 }),
      miss('sum', short(1_000_000)),
      miss('card', { kind: 'needsMember' }),
    ];
    expect(nearest(...all)).toEqual(['card', 'sum', 'tea', 'beaten', 'limit']);
  });
  test('five at most, equal ones by id, whatever order they came in', () => {
    const all = ['f', 'a', 'e', 'b', 'd', 'c'].map((id) => miss(id, short(5)));
    expect(nearest(...all)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
  test('earning rules take part', () => {
    const from = (sumMinor: number) => ({ from: { sumMinor } });
    const two = [
      rule('far', { kind: 'earnFixed', amount: 1 }, from(9_000)),
      rule('near', { kind: 'earnFixed', amount: 1 }, from(5_000)),
    ];
    expect(missed(receipt(two, { lines: goodsFor(4_000) }))).toEqual(['near sumTooSmall', 'far sumTooSmall']);
  });
});

describe('EXP-4 the next reward', () => {
  const rewards = [
    costing('mug', 'points', 130),
    costing('bag', 'points', 120),
    costing('pen', 'points', 105),
  ];
  const next = (document: readonly Reward[], balances: Readonly<Record<string, number>>) => {
    const outcome = receipt(
      [onePerTen()],
      { lines: goodsFor(10_000), member: having(balances) },
      { rewards: document },
    );
    const found = outcome.explanation.nextReward;
    return found && `${found.ruleId} ${found.short}`;
  };
  test('is the cheapest that the balance after the sale does not reach', () => {
    expect(next(rewards, { points: 100 })).toBe('bag 10');
    expect(next(rewards, { points: 0 })).toBe('pen 95');
    expect(next(rewards, { points: 120 })).toBeNull();
  });
  test('of several assets the one whose cost is nearest', () => {
    const both = [costing('mug', 'points', 100), costing('cup', 'stamps:coffee', 10)];
    expect(next(both, { points: 40, 'stamps:coffee': 7 })).toBe('cup 3');
    expect(next(both, { points: 80, 'stamps:coffee': 7 })).toBe('mug 10');
    expect(next(both, { points: 60, 'stamps:coffee': 7 })).toBe('cup 3');
  });
  test('of those whose conditions hold', () => {
    const gold = costing('pen', 'points', 105, { when: { tiers: [asId('gold')] } });
    expect(next([gold, costing('mug', 'points', 300)], { points: 0 })).toBe('mug 290');
  });
});

describe('EXP-5 stamp cards', () => {
  const rewards = [costing('cake', 'stamps:coffee', 20), costing('cup', 'stamps:coffee', 10)];
  const stamp = rule('stamp', { kind: 'earnPerUnit', asset: 'stamps:coffee', amount: 1 });
  const progress = (balances: Readonly<Record<string, number>>, rules: readonly Rule[]) =>
    receipt(rules, { lines: goodsFor(1_000), member: having(balances) }, { rewards }).explanation.progress;
  test('show what they hold after this sale, towards the cheapest reward', () => {
    expect(progress({ 'stamps:coffee': 6 }, [stamp])).toEqual([
      {
        ruleId: 'cup',
        name: { ro: 'cup', ru: 'cup', en: 'cup' },
        asset: 'stamps:coffee',
        have: 7,
        target: 10,
      },
    ]);
  });
  test('stay full, however many more stamps are on them', () => {
    expect(progress({ 'stamps:coffee': 12 }, [stamp])).toMatchObject([{ have: 10, target: 10 }]);
  });
  test('are not shown before they are begun', () => {
    expect(progress({}, [])).toEqual([]);
    expect(progress({}, [stamp])).toMatchObject([{ have: 1 }]);
  });
});

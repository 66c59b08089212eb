/** What holds for every earning programme, over rules and baskets at random. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { bps, minor } from '../../../../shared/kernel/units.ts';
import type { Asset } from '../../../../shared/loyalty/asset.ts';
import type { Outcome } from '../../../../shared/loyalty/outcome/outcome.ts';
import type { EarnGive } from '../../../../shared/loyalty/programme/give.ts';
import type { Rule } from '../../../../shared/loyalty/programme/rule.ts';
import { basketOf, product } from '../../../support/builders/basket.ts';
import { receipt } from '../../../support/builders/earning.ts';
import { rule } from '../../../support/builders/prices.ts';

const GOODS = ['a', 'b', 'c', 'd'];

const asset = fc.constantFrom<Asset>('points', 'wallet', 'stamps:x');
const rate = {
  amount: fc.integer({ min: 0, max: 50 }),
  perMinor: fc.integer({ min: 1, max: 20_000 }).map(minor),
};
const amount = fc.integer({ min: 1, max: 500 });

/** None of these gives less for more. */
const give: fc.Arbitrary<EarnGive> = fc.oneof(
  fc.record({ kind: fc.constant('earnPerMoney' as const), asset, rate: fc.record(rate) }),
  fc.record({ kind: fc.constant('earnPerUnit' as const), asset, amount }),
  fc.record({ kind: fc.constant('earnFixed' as const), asset, amount }),
  fc.record({
    kind: fc.constant('earnMultiplier' as const),
    asset,
    factorBps: fc.integer({ min: 10_000, max: 50_000 }).map(bps),
  }),
);

const anyRule = fc.record({
  give,
  products: fc.subarray(GOODS),
  from: fc.option(fc.integer({ min: 0, max: 30_000 }), { nil: undefined }),
  most: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
});

const anyRules: fc.Arbitrary<readonly Rule[]> = fc.array(anyRule, { minLength: 1, maxLength: 8 }).map((all) =>
  all.map(({ give: gives, products, from, most }, index) => ({
    ...rule(`r-${index}`, gives, { on: { include: { products } } }),
    ...(from === undefined ? {} : { from: { sumMinor: minor(from) } }),
    ...(most === undefined ? {} : { limits: { amountPerReceipt: most } }),
  })),
);

const anyLines: fc.Arbitrary<readonly BasketLine[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom(...GOODS),
      priceMinor: fc.integer({ min: 0, max: 40_000 }).map(minor),
      pieces: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 4, selector: ({ id }) => id },
  )
  .map(
    (goods) =>
      basketOf(
        ...goods.map(({ id, priceMinor, pieces }) => ({
          product: product({ id, code: id, priceMinor }),
          pieces,
        })),
      ).lines,
  );

const earned = ({ effects }: Outcome): ReadonlyMap<Asset, number> => {
  const sums = new Map<Asset, number>();
  for (const effect of effects) sums.set(effect.asset, (sums.get(effect.asset) ?? 0) + effect.amount);
  return sums;
};

const limits = fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined });
const run = (rules: readonly Rule[], lines: readonly BasketLine[], most: number | undefined): Outcome =>
  receipt(rules, { lines }, most === undefined ? {} : { limits: { pointsPerReceipt: most } });

test('ACC-16 more of any goods never earns fewer of anything', () => {
  fc.assert(
    fc.property(anyRules, anyLines, limits, (rules, lines, most) => {
      const fewer = earned(run(rules, lines.slice(0, -1), most));
      const all = earned(run(rules, lines, most));
      for (const [each, sum] of fewer) expect(all.get(each) ?? 0).toBeGreaterThanOrEqual(sum);
    }),
    { numRuns: 1000 },
  );
});

test('ACC-6 ACC-8 EXP-1 EXP-2 reasons sum to effects, within limits; no rule gives less than nothing', () => {
  fc.assert(
    fc.property(anyRules, anyLines, limits, (rules, lines, most) => {
      const outcome = run(rules, lines, most);
      const sums = new Map<Asset | null, number>();
      const byRule = new Map<string, number>();
      for (const fired of outcome.explanation.fired) {
        sums.set(fired.asset, (sums.get(fired.asset) ?? 0) + fired.amount);
        byRule.set(fired.ruleId, (byRule.get(fired.ruleId) ?? 0) + fired.amount);
        expect(Number.isSafeInteger(fired.amount)).toBe(true);
      }
      for (const [each, sum] of earned(outcome)) expect(sums.get(each)).toBe(sum);
      expect(sums.get('points') ?? 0).toBe(outcome.earnedPoints);
      expect(outcome.earnedPoints).toBeLessThanOrEqual(most ?? Number.MAX_SAFE_INTEGER);
      for (const { id, limits: own } of rules) {
        expect(byRule.get(id) ?? 0).toBeGreaterThanOrEqual(0);
        expect(byRule.get(id) ?? 0).toBeLessThanOrEqual(
          (own?.amountPerReceipt ?? Number.MAX_SAFE_INTEGER) + 1,
        );
      }
    }),
    { numRuns: 1000 },
  );
});

test('ORD-3 the order of lines and of the document changes nothing', () => {
  fc.assert(
    fc.property(anyRules, anyLines, limits, (rules, lines, most) => {
      const there = run(rules, lines, most);
      const back = run([...rules].reverse(), [...lines].reverse(), most);
      expect(back.explanation).toEqual(there.explanation);
      expect(back.effects).toEqual(there.effects);
    }),
    { numRuns: 500 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../shared/basket/basket.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type CategoryId, type TierId } from '../../../shared/kernel/ids.ts';
import { bps, epochMs, minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { basketOf, memberRow, product, seen } from '../../support/builders/basket.ts';
import { baseRule, doubleRule, programme } from '../../support/builders/programme.ts';

const silver = memberRow({ tierId: asId<TierId>('silver') });
const goods = (priceMinor: number, changes = {}) => product({ priceMinor: minor(priceMinor), ...changes });
const run = (document: Programme, input: Seen) => compute(compileProgramme(document), input);
const oneLine = (priceMinor: number) => basketOf({ product: goods(priceMinor) }).lines;
const reasons = (outcome: ReturnType<typeof run>) =>
  outcome.explanation.fired.map((rule) => `${rule.amount} ${rule.part}`);

describe('the worked table of docs/spec/loyalty.md', () => {
  const table = [
    { row: 'base only', priceMinor: 31_400, member: memberRow(), rules: [baseRule()], fired: ['31 base'] },
    {
      row: 'tier rate',
      priceMinor: 31_400,
      member: silver,
      rules: [baseRule()],
      fired: ['31 base', '6 tier'],
    },
    {
      row: 'multiplier missed',
      priceMinor: 31_400,
      member: memberRow(),
      rules: [baseRule(), doubleRule()],
      fired: ['31 base'],
    },
    {
      row: 'multiplier reached',
      priceMinor: 45_990,
      member: memberRow(),
      rules: [baseRule(), doubleRule()],
      fired: ['45 base', '46 multiplier'],
    },
  ];
  test.each(table)('ACC-3 ACC-5 ACC-6 $row', ({ priceMinor, member, rules, fired }) => {
    const outcome = run(programme({ rules }), seen(oneLine(priceMinor), { member }));
    expect(reasons(outcome)).toEqual(fired);
    expect(outcome.earnedPoints).toBe(fired.reduce((sum, text) => sum + Number.parseInt(text, 10), 0));
  });
});

test('ACC-1 a sale without a member earns nothing and explains nothing', () => {
  const outcome = run(programme(), seen(oneLine(31_400), { member: null }));
  expect(outcome.earnedPoints).toBe(0);
  expect(outcome.explanation).toEqual({
    fired: [],
    missed: [],
    nextTier: null,
    nextReward: null,
    progress: [],
  });
});

test('ACC-2 excluded goods are sold but do not enter the earning base', () => {
  const cigarettes = goods(9_000, { id: 'p-cig', code: '1', categoryId: asId<CategoryId>('tobacco') });
  const lines = basketOf({ product: goods(10_000) }, { product: cigarettes }).lines;
  const outcome = run(programme(), seen(lines));
  expect(outcome.totalMinor).toBe(19_000);
  expect(outcome.earningBaseMinor).toBe(10_000);
  expect(outcome.lines.map((line) => line.earns)).toEqual([true, false]);
  expect(outcome.earnedPoints).toBe(10);
});

describe('ACC-4 a minimum sum', () => {
  const withDouble = programme({ rules: [baseRule(), doubleRule()] });
  test('is reached at exactly its figure', () => {
    expect(run(withDouble, seen(oneLine(40_000))).earnedPoints).toBe(80);
  });
  test('is missed by one ban, and the explanation says by how much', () => {
    const outcome = run(withDouble, seen(oneLine(39_999)));
    expect(outcome.earnedPoints).toBe(39);
    expect(outcome.explanation.missed.map((rule) => rule.reason)).toEqual([
      { kind: 'sumTooSmall', shortMinor: 1 },
    ]);
  });
});

test('ACC-5 two multipliers add up and do not multiply each other', () => {
  const triple = doubleRule({ id: asId('triple'), give: { kind: 'earnMultiplier', factorBps: bps(30_000) } });
  const outcome = run(programme({ rules: [baseRule(), doubleRule(), triple] }), seen(oneLine(50_000)));
  expect(outcome.earnedPoints).toBe(50 + 50 + 100);
});

test('ACC-5 a multiplier on some goods multiplies only what those goods earned', () => {
  const tea = goods(30_000, { id: 'p-tea', code: '2', categoryId: asId<CategoryId>('tea') });
  const onTea = doubleRule({
    on: { include: { categories: [asId<CategoryId>('tea')] }, exclude: {} },
    from: { sumMinor: minor(0) },
  });
  const lines = basketOf({ product: goods(70_000) }, { product: tea }).lines;
  expect(run(programme({ rules: [baseRule(), onTea] }), seen(lines)).earnedPoints).toBe(100 + 30);
});

test('ACC-6 points are floored once per receipt, not per line', () => {
  const lines = basketOf(
    { product: goods(1_500, { id: 'a', code: '1' }) },
    { product: goods(1_500, { id: 'b', code: '2' }) },
  ).lines;
  expect(run(programme(), seen(lines)).earnedPoints).toBe(3);
});

test('ACC-6 a programme with scale 100 keeps hundredths of a point', () => {
  const hundredths = baseRule({
    give: { kind: 'earnPerMoney', rate: { amount: 100, perMinor: minor(1000) }, rateByTier: [] },
  });
  const document = programme({ point: { scale: 100, worthMinor: minor(10) }, rules: [hundredths] });
  expect(run(document, seen(oneLine(1_239))).earnedPoints).toBe(123);
});

describe('ACC-7 a rule’s dates', () => {
  const clock = (date: string) => ({ wallMs: epochMs(0), businessDate: asBusinessDate(date) });
  const dated = programme({
    rules: [baseRule({ when: { from: asBusinessDate('2026-11-20'), to: asBusinessDate('2026-11-22') } })],
  });
  const cases = [
    { date: '2026-11-19', earned: 0 },
    { date: '2026-11-20', earned: 10 },
    { date: '2026-11-22', earned: 10 },
    { date: '2026-11-23', earned: 0 },
  ];
  test.each(cases)('$date earns $earned', ({ date, earned }) => {
    expect(run(dated, seen(oneLine(10_000), { clock: clock(date) })).earnedPoints).toBe(earned);
  });
  test('weekdays count from Monday: 22 November 2026 is a Sunday', () => {
    const sundays = programme({ rules: [baseRule({ when: { weekdays: [7] } })] });
    expect(run(sundays, seen(oneLine(10_000), { clock: clock('2026-11-22') })).earnedPoints).toBe(10);
    expect(run(sundays, seen(oneLine(10_000), { clock: clock('2026-11-23') })).earnedPoints).toBe(0);
  });
});

test('TIER-2 the next tier is named with what is missing after this sale', () => {
  const member = memberRow({ counters: { spendMinor: minor(60_000), visits: 3 } });
  const next = run(programme(), seen(oneLine(10_000), { member })).explanation.nextTier;
  expect(next).toMatchObject({ tierId: 'silver', measure: 'spend', short: 30_000 });
});

test('TIER-2 a member at the top has no next tier', () => {
  const member = memberRow({ tierId: asId<TierId>('gold') });
  expect(run(programme(), seen(oneLine(10_000), { member })).explanation.nextTier).toBeNull();
});

const anyLines = fc
  .array(
    fc.record({
      priceMinor: fc.integer({ min: 0, max: 500_000 }),
      pieces: fc.integer({ min: 1, max: 20 }),
      tobacco: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(
    (items) =>
      basketOf(
        ...items.map((item, index) => ({
          product: goods(item.priceMinor, {
            id: `p-${index}`,
            code: `${index}`,
            categoryId: item.tobacco ? 'tobacco' : 'bakery',
          }),
          pieces: item.pieces,
        })),
      ).lines,
  );

const full = programme({ rules: [baseRule(), doubleRule()] });

test('ORD-1 ORD-3 the order of scanning changes no sum and no point', () => {
  fc.assert(
    fc.property(anyLines, fc.constantFrom(memberRow(), silver), (lines, member) => {
      const forwards = run(full, seen(lines, { member }));
      const backwards = run(full, seen([...lines].reverse(), { member }));
      expect(backwards.earnedPoints).toBe(forwards.earnedPoints);
      expect(backwards.totalMinor).toBe(forwards.totalMinor);
      expect(backwards.taxes).toEqual(forwards.taxes);
      expect(backwards.explanation).toEqual(forwards.explanation);
    }),
    { numRuns: 500 },
  );
});

test('ACC-6 the reasons sum to the points, and one more item never earns fewer', () => {
  fc.assert(
    fc.property(anyLines, (lines: readonly BasketLine[]) => {
      const all = run(full, seen(lines));
      const fewer = run(full, seen(lines.slice(0, -1)));
      expect(all.explanation.fired.reduce((sum, rule) => sum + rule.amount, 0)).toBe(all.earnedPoints);
      expect(all.earnedPoints).toBeGreaterThanOrEqual(fewer.earnedPoints);
      expect(Number.isSafeInteger(all.earnedPoints)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

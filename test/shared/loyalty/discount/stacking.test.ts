import { describe, expect, test } from 'vitest';
import { asId, type ProductId } from '../../../../shared/kernel/ids.ts';
import { lei, lines, on, price, rule, taken, takenBy, toPay } from '../../../support/builders/prices.ts';

const off = (id: string, amount: number, more = {}) =>
  rule(id, { kind: 'amountOff', amountMinor: lei(amount) }, more);
const percent = (id: string, percentBps: number, more = {}) =>
  rule(id, { kind: 'percentOff', percentBps }, more);
const mug = lines(['mug', 100]);
const group = (name: string) => ({ stack: { group: name } });
const misses = (outcome: ReturnType<typeof price>) =>
  outcome.explanation.missed.map(({ ruleId, reason }) => ({ ruleId, ...reason }));

describe('the order of groups', () => {
  test('STK-1 listed groups come first, in the order of the list', () => {
    const rules = [off('a', 10, group('late')), percent('b', 2000, group('early'))];
    const list = (...ids: readonly string[]) => ({
      stackGroups: ids.map((id) => ({ id, combine: 'best' as const })),
    });
    expect(toPay(price(mug, { rules, programme: list('early', 'late') }))).toBe(70);
    expect(toPay(price(mug, { rules, programme: list('late', 'early') }))).toBe(72);
  });

  test('STK-1 rules on named goods come one after the other by id, then the basket rules', () => {
    const rules = [percent('basket', 1000), off('a', 10, on('mug')), percent('b', 5000, on('mug'))];
    const outcome = price(mug, { rules });
    expect(['a', 'b', 'basket'].map((id) => takenBy(outcome, id))).toEqual([10, 45, 4.5]);
  });

  test('STK-1 a bundle, whose parts name goods, stands before the basket rules too', () => {
    const parts = [{ goods: { products: [asId<ProductId>('mug')] }, units: 1 }];
    const bundle = rule('z', { kind: 'bundlePrice', parts, priceMinor: lei(80) });
    expect(toPay(price(mug, { rules: [percent('a', 1000), bundle] }))).toBe(72);
  });

  test('STK-1 a group that only rules name comes after the listed ones', () => {
    const rules = [off('a', 10, group('named')), percent('b', 2000, group('listed'))];
    const programme = { stackGroups: [{ id: 'listed', combine: 'best' as const }] };
    expect(toPay(price(mug, { rules, programme }))).toBe(70);
  });
});

describe('the best of a group', () => {
  test('STK-2 the rule that takes off more wins, and the other is told as beaten', () => {
    const outcome = price(mug, { rules: [off('a', 10), percent('b', 2000)] });
    expect(toPay(outcome)).toBe(80);
    expect(misses(outcome)).toEqual([{ ruleId: 'a', kind: 'beaten', by: 'b' }]);
  });

  test('STK-2 it is judged by what floors and limits leave of it', () => {
    const goods = lines(['mug', 100, { floorMinor: lei(95) }], ['cup', 10]);
    const rules = [
      percent('a', 5000, { on: { include: { products: ['mug'] } }, ...group('g') }),
      off('b', 8, group('g')),
    ];
    expect(takenBy(price(goods, { rules }), 'b')).toBe(8);
    const capped = [percent('a', 5000, { limits: { discountPerReceiptMinor: lei(7) } }), off('b', 8)];
    expect(takenBy(price(mug, { rules: capped }), 'b')).toBe(8);
  });

  test('STK-2 among equals the smaller id wins', () => {
    const outcome = price(mug, { rules: [off('b', 10), off('a', 10)] });
    expect([takenBy(outcome, 'a'), takenBy(outcome, 'b')]).toEqual([10, 0]);
  });

  test('STK-2 ten steps by the receipt give the best one that it reaches', () => {
    const step = (from: number, percentBps: number) =>
      percent(`s${percentBps}`, percentBps, { from: { sumMinor: lei(from) } });
    const rules = [step(1500, 1000), step(1750, 1500), step(2000, 2000), step(2500, 2500)];
    const paid = [14, 17, 20].map((pieces) => toPay(price(lines(['t', 118, { pieces }]), { rules })));
    expect(paid).toEqual([1486.8, 1604.8, 1888]);
  });
});

test('STK-3 all rules of a group work on what the former left, judged on what the group found', () => {
  const programme = { stackGroups: [{ id: 'all', combine: 'all' as const }] };
  const rules = [
    off('a', 60, group('all')),
    percent('b', 1000, { ...group('all'), from: { sumMinor: lei(100) } }),
  ];
  const outcome = price(mug, { rules, programme });
  expect([takenBy(outcome, 'a'), takenBy(outcome, 'b')]).toEqual([60, 4]);
});

describe('rules that stand alone', () => {
  const alone = { stack: { exclusive: true } };

  test('STK-4 an exclusive rule wins over a larger ordinary one, and extra goods fall with it', () => {
    const gift = rule('gift', { kind: 'freeGoods', mode: 'extra', units: 1 }, on('mug'));
    const outcome = price(mug, { rules: [off('a', 10), percent('b', 500, alone), gift] });
    expect(toPay(outcome)).toBe(95);
    expect(outcome.offers).toEqual([]);
  });

  test('STK-4 among exclusive ones that save alike the smaller id wins, whatever their groups', () => {
    const later = { stack: { exclusive: true, group: 'z' } };
    const outcome = price(mug, { rules: [off('a', 10, later), off('b', 10, alone)] });
    expect(outcome.lines.flatMap(({ cuts }) => cuts.map(({ ruleId }) => ruleId))).toEqual(['a']);
  });

  test('STK-4 the best exclusive one wins; one that gives nothing stops nobody', () => {
    const rules = [off('a', 10, alone), percent('b', 2000, alone)];
    expect(toPay(price(mug, { rules }))).toBe(80);
    const unreached = percent('b', 500, { ...alone, from: { sumMinor: lei(101) } });
    expect(toPay(price(mug, { rules: [off('a', 10), unreached] }))).toBe(90);
  });
});

describe('thresholds', () => {
  test('STK-5 a second rule waits until what the first left reaches its sum', () => {
    const hundred = (id: string) => off(id, 100, { ...group(id), from: { sumMinor: lei(100) } });
    const rules = [hundred('one'), hundred('two')];
    const paid = [5, 10, 15].map((pieces) => toPay(price(lines(['chair', 16.5, { pieces }]), { rules })));
    expect(paid).toEqual([82.5, 65, 47.5]);
    expect(misses(price(lines(['chair', 16.5, { pieces: 10 }]), { rules }))).toEqual([
      { ruleId: 'two', kind: 'sumTooSmall', shortMinor: lei(35) },
    ]);
  });

  test('STK-5 a sum without tax is what is left after the tax of each rate', () => {
    const net = (sumMinor: number) =>
      price(lines(['mug', 120]), { rules: [off('a', 1, { from: { sumMinor, tax: 'excluded' } })] });
    expect(toPay(net(lei(100)))).toBe(119);
    expect(misses(net(lei(100) + 1))).toEqual([{ ruleId: 'a', kind: 'sumTooSmall', shortMinor: 1 }]);
  });

  test('STK-5 a quantity counts pieces and kilograms alike', () => {
    const rules = [off('a', 1, { from: { quantityMilli: 2500 } })];
    const goods = (kilograms: number) =>
      lines(['mug', 10], ['cheese', 40, { pieces: kilograms, unit: 'kilogram' }]);
    expect(taken(price(goods(1.5), { rules })).reduce((a, b) => a + b)).toBe(1);
    expect(misses(price(goods(1.4), { rules }))).toEqual([
      { ruleId: 'a', kind: 'quantityTooSmall', shortMilli: 100 },
    ]);
  });

  test('STK-5 the goods that must reach it may be others than those reached', () => {
    const rules = [
      percent('cake', 1000, {
        ...on('cake'),
        from: { quantityMilli: 2000, on: { include: { products: ['coffee'] } } },
      }),
    ];
    const goods = (pieces: number) => lines(['coffee', 20, { pieces }], ['cake', 30]);
    expect([1, 2].map((pieces) => takenBy(price(goods(pieces), { rules }), 'cake'))).toEqual([0, 3]);
  });
});

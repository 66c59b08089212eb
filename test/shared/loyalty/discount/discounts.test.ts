import { describe, expect, test } from 'vitest';
import { lei, lines, on, price, rule, taken, takenBy, toPay } from '../../../support/builders/prices.ts';

const off = (amount: number, more = {}) => rule('off', { kind: 'amountOff', amountMinor: lei(amount) }, more);
const percent = (percentBps: number, more = {}) => rule('pc', { kind: 'percentOff', percentBps }, more);
const floor = (amount: number) => ({ floorMinor: lei(amount) });

describe('one rounding, spread over the goods', () => {
  test('DSC-1 a percentage is rounded half up once on the sum, not on every line', () => {
    const goods = lines(['a', 1.06], ['b', 2.06], ['c', 3.06], ['d', 4.06]);
    const outcome = price(goods, { rules: [percent(1000)] });
    expect(outcome.discountMinor).toBe(102);
  });

  test('DSC-2 the parts follow the sums by largest remainder', () => {
    const goods = lines(['a', 20], ['b', 30], ['c', 100]);
    expect(taken(price(goods, { rules: [off(15)] }))).toEqual([2, 3, 10]);
    const thirds = lines(['a', 1], ['b', 1], ['c', 1]);
    expect(taken(price(thirds, { rules: [off(1)] }))).toEqual([0.34, 0.33, 0.33]);
  });

  const cup = [
    ['cup', 10],
    ['key', 20, floor(19)],
    ['mouse', 50, floor(50)],
  ] as const;
  const table = [
    {
      goods: lines(['shirt', 50, { pieces: 2, ...floor(45) }], ['mug', 20, { pieces: 3 }]),
      amount: 20,
      parts: [10, 10],
    },
    {
      goods: lines(
        ['shirt', 50, { pieces: 2, ...floor(45) }],
        ['key', 20, { pieces: 2, ...floor(15) }],
        ['mouse', 30],
        ['cup', 10],
      ),
      amount: 36,
      parts: [10, 10, 12, 4],
    },
    { goods: lines(...cup, ['head', 30, floor(26)]), amount: 12, parts: [7, 1, 0, 4] },
    { goods: lines(...cup, ['head', 30, floor(26)]), amount: 20, parts: [10, 1, 0, 4] },
  ];
  test.each(table)('DSC-3 $amount off leaves every floor: $parts', ({ goods, amount, parts }) => {
    expect(taken(price(goods, { rules: [off(amount)] }))).toEqual(parts);
  });

  test('DSC-3 a percentage that a floor keeps is taken from the other goods', () => {
    const goods = lines(['shirt', 50, floor(45)], ['mug', 20]);
    expect(taken(price(goods, { rules: [percent(2000)] }))).toEqual([5, 9]);
  });

  test('DSC-4 scanned the other way round, every product gives the same', () => {
    const there = lines(['a', 1], ['b', 1], ['c', 1]);
    const back = lines(['c', 1], ['b', 1], ['a', 1]);
    expect(taken(price(back, { rules: [off(1)] }))).toEqual(
      [...taken(price(there, { rules: [off(1)] }))].reverse(),
    );
  });
});

describe('per unit', () => {
  test('DSC-5 an amount off each unit stops at what it costs, and is not taken elsewhere', () => {
    const each = rule('each', { kind: 'amountOffEach', amountMinor: lei(10) });
    expect(taken(price(lines(['shirt', 50, floor(45)], ['mug', 20]), { rules: [each] }))).toEqual([5, 10]);
    expect(taken(price(lines(['pen', 4, { pieces: 3 }]), { rules: [each] }))).toEqual([12]);
  });

  test('DSC-5 the first unit of a line may have another amount than the further ones', () => {
    const each = rule('each', { kind: 'amountOffEach', amountMinor: 113, furtherMinor: 211 });
    const counts = [1, 2, 10].map((pieces) =>
      takenBy(price(lines(['a', 100, { pieces }]), { rules: [each] }), 'each'),
    );
    expect(counts).toEqual([1.13, 3.24, 20.12]);
  });

  test('DSC-5 a fixed price never makes goods dearer, and is per kilogram for weighed goods', () => {
    const fixed = rule('fix', { kind: 'fixedPrice', priceMinor: lei(20) });
    const goods = lines(
      ['dear', 30, { pieces: 2 }],
      ['cheap', 10],
      ['cheese', 40, { pieces: 1.5, unit: 'kilogram' }],
    );
    expect(taken(price(goods, { rules: [fixed] }))).toEqual([20, 0, 30]);
  });

  const pick = (units: object, more = {}) =>
    percent(10_000, { give: { kind: 'percentOff', percentBps: 10_000, units }, ...more });

  test('DSC-6 the cheapest unit is one unit of the cheapest goods, ties by product', () => {
    const rules = [pick({ pick: 'cheapest' })];
    expect(taken(price(lines(['b', 5, { pieces: 3 }], ['a', 5], ['c', 9]), { rules }))).toEqual([0, 5, 0]);
    expect(taken(price(lines(['c', 9], ['b', 5, { pieces: 3 }]), { rules }))).toEqual([0, 5]);
  });

  test('DSC-6 a unit that is free already is not reached by the next rule', () => {
    const rules = [
      pick({ pick: 'cheapest' }, { id: 'one', ...on('a', 'b') }),
      pick({ pick: 'cheapest' }, { id: 'two', ...on('a', 'b') }),
    ];
    expect(taken(price(lines(['a', 5, { pieces: 2 }], ['b', 9]), { rules }))).toEqual([10, 0]);
  });

  test('DSC-6 a weighing is one unit', () => {
    const rules = [pick({ pick: 'dearest' })];
    expect(
      taken(price(lines(['cheese', 40, { pieces: 1.5, unit: 'kilogram' }], ['a', 50]), { rules })),
    ).toEqual([60, 0]);
  });

  test('DSC-7 one unit of every line, cut to what it costs', () => {
    const each = rule('each', {
      kind: 'amountOffEach',
      amountMinor: lei(200),
      units: { pick: 'each', count: 1 },
    });
    expect(taken(price(lines(['t', 100], ['sw', 150, { pieces: 5 }]), { rules: [each] }))).toEqual([
      100, 150,
    ]);
  });

  test('DSC-7 what fills no group is left out, the cheapest first', () => {
    const groups = rule('g', {
      kind: 'amountOffEach',
      amountMinor: lei(5),
      units: { pick: 'dearest', groupOf: 3 },
    });
    expect(taken(price(lines(['a', 10, { pieces: 2 }], ['b', 10], ['c', 10]), { rules: [groups] }))).toEqual([
      10, 5, 0,
    ]);
    expect(taken(price(lines(['a', 10], ['b', 20, { pieces: 3 }]), { rules: [groups] }))).toEqual([0, 15]);
  });

  const tens = lines(['f', 60], ['e', 50], ['d', 40], ['c', 30], ['b', 20], ['a', 10]);
  test.each([
    { name: 'every third', units: { pick: 'cheapest', every: 3 } },
    { name: 'buy two', units: { pick: 'cheapest', buy: 2 } },
  ])('DSC-8 $name frees the cheapest of each group of three, dearest first', ({ units }) => {
    expect(taken(price(tens, { rules: [pick(units)] }))).toEqual([0, 0, 40, 0, 0, 10]);
  });

  test('DSC-8 groups are limited per receipt, and no group that is not whole counts', () => {
    const limited = pick({ pick: 'cheapest', every: 3 }, { limits: { timesPerReceipt: 1 } });
    expect(taken(price(tens, { rules: [limited] }))).toEqual([0, 0, 40, 0, 0, 0]);
    const two = pick({ pick: 'cheapest', buy: 2, count: 2 });
    expect(toPay(price(lines(['t', 250, { pieces: 3 }]), { rules: [two] }))).toBe(750);
    expect(toPay(price(lines(['t', 250, { pieces: 4 }]), { rules: [two] }))).toBe(500);
  });

  test('DSC-9 units that served one rule serve no other', () => {
    const get = (id: string, buy: number, count: number) =>
      pick({ pick: 'cheapest', buy, count }, { id, ...on('t') });
    const outcome = price(lines(['t', 2.5, { pieces: 1080 }]), {
      rules: [get('b1', 50, 1000), get('b2', 10, 20)],
    });
    expect([takenBy(outcome, 'b1'), takenBy(outcome, 'b2')]).toEqual([2500, 50]);
  });
});

describe('steps and sets', () => {
  const steps = [
    { fromMinor: lei(1), percentBps: 1000 },
    { fromMinor: lei(20), percentBps: 1500 },
    { fromMinor: lei(30), percentBps: 2000 },
  ];
  test.each([
    { sum: 10, off: 1 },
    { sum: 20, off: 3 },
    { sum: 29.99, off: 4.5 },
    { sum: 30, off: 6 },
  ])('DSC-10 the step that $sum reaches gives $off', ({ sum, off: amount }) => {
    const breaks = rule('steps', { kind: 'receiptBreaks', steps });
    expect(taken(price(lines(['a', sum]), { rules: [breaks] }))).toEqual([amount]);
  });

  test('DSC-10 pieces of several goods reach a quantity together', () => {
    const breaks = rule(
      'steps',
      {
        kind: 'quantityBreaks',
        steps: [
          { fromMilli: 5000, percentBps: 1000 },
          { fromMilli: 10_000, percentBps: 1500 },
        ],
      },
      on('shirt', 'pants'),
    );
    const goods = lines(['shirt', 50, { pieces: 7 }], ['pants', 10, { pieces: 5 }], ['mug', 10]);
    expect(taken(price(goods, { rules: [breaks] }))).toEqual([52.5, 7.5, 0]);
  });

  const part = (units: number, ...products: readonly string[]) => ({ goods: { products }, units });
  const bundle = (amount: number, ...parts: readonly ReturnType<typeof part>[]) =>
    rule('set', { kind: 'bundlePrice', priceMinor: lei(amount), parts });

  test('DSC-11 as many whole sets as there are, of the dearest goods', () => {
    const lunch = bundle(50, part(1, 'soup', 'stew'), part(2, 'bread'));
    const goods = lines(['soup', 40], ['stew', 60, { pieces: 2 }], ['bread', 5, { pieces: 5 }]);
    expect(takenBy(price(goods, { rules: [lunch] }), 'set')).toBe(40);
    expect(taken(price(goods, { rules: [lunch] }))[0]).toBe(0);
  });

  test('DSC-11 goods that fit two parts leave each part its own', () => {
    const pair = bundle(12, part(1, 'water', 'cola'), part(1, 'cola'));
    const goods = lines(['water', 10, { pieces: 2 }], ['cola', 20, { pieces: 2 }]);
    expect(takenBy(price(goods, { rules: [pair] }), 'set')).toBe(36);
  });

  test('DSC-11 a set that would not become cheaper is not made', () => {
    const pair = bundle(10, part(1, 'a'), part(1, 'b'));
    const goods = lines(['a', 10], ['a', 1, { n: 7 }], ['b', 10], ['b', 1, { n: 8 }]);
    expect(takenBy(price(goods, { rules: [pair] }), 'set')).toBe(10);
  });
});

describe('offers', () => {
  const offered = (more = {}) => percent(1000, { take: 'offer', ...on('a'), ...more });
  const goods = lines(['a', 100, { pieces: 3 }]);
  const claim = (times?: number) => ({
    seen: { claims: [{ ruleId: 'pc', ...(times === undefined ? {} : { times }) }] },
  });

  test('DSC-12 an offer waits, and says what it would save', () => {
    const outcome = price(goods, { rules: [offered()] });
    expect(toPay(outcome)).toBe(300);
    expect(outcome.offers).toMatchObject([{ ruleId: 'pc', times: 1, savesMinor: 3000 }]);
  });

  test.each([
    { times: 1, sum: 270 },
    { times: 2, sum: 243 },
    { times: 3, sum: 218.7 },
  ])('DSC-12 taken $times times it leaves $sum', ({ times, sum }) => {
    const outcome = price(goods, { rules: [offered({ limits: { timesPerReceipt: 3 } })], ...claim(times) });
    expect(toPay(outcome)).toBe(sum);
    expect(outcome.refusals).toEqual([]);
  });

  test('DSC-12 asking for more gives the largest and says so', () => {
    const outcome = price(goods, { rules: [offered()], ...claim(2) });
    expect(toPay(outcome)).toBe(270);
    expect(outcome.refusals).toEqual([{ kind: 'claim', ruleId: 'pc', largestTimes: 1 }]);
    expect(outcome.offers).toEqual([]);
  });

  test('DSC-12 a claim on a rule that does not hold, or that nobody knows, is refused', () => {
    const none = { kind: 'claim', ruleId: 'pc', largestTimes: 0 };
    expect(price(goods, { rules: [offered({ from: { sumMinor: lei(301) } })], ...claim() }).refusals).toEqual(
      [none],
    );
    expect(price(goods, { rules: [], ...claim() }).refusals).toEqual([none]);
  });
});

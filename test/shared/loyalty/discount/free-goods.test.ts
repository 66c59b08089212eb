import { describe, expect, test } from 'vitest';
import { lei, lines, on, price, rule, taken, takenBy, toPay } from '../../../support/builders/prices.ts';

const extra = (more = {}, give = {}) =>
  rule(
    'gift',
    { kind: 'freeGoods', mode: 'extra', units: 1, goods: { products: ['a', 'b'] }, ...give },
    { ...on('paid', 'a', 'b'), ...more },
  );
const forTwo = { forEvery: { units: 2 } };
const giftLine = (id: string, pieces: number, n: number) => [id, 5, { pieces, n, giftOf: 'gift' }] as const;

describe('rights', () => {
  test.each([
    { bought: 1, right: 0 },
    { bought: 2, right: 1 },
    { bought: 9, right: 4 },
  ])('GFT-1 $bought bought give a right to $right', ({ bought, right }) => {
    const outcome = price(lines(['paid', 5.1, { pieces: bought }]), { rules: [extra({}, forTwo)] });
    expect(outcome.offers.map(({ times }) => times)).toEqual(right > 0 ? [right] : []);
    expect(outcome.offers.every(({ products }) => products.join() === 'a,b')).toBe(true);
  });

  test('GFT-1 without "for every" there is one, within the times of the rule for every so much money', () => {
    const times = (give: object, more = {}) =>
      price(lines(['paid', 100, { pieces: 9 }]), { rules: [extra(more, give)] }).offers[0]?.times;
    expect(times({})).toBe(1);
    expect(times({ forEvery: { sumMinor: lei(200) } })).toBe(4);
    expect(times({ forEvery: { sumMinor: lei(200) } }, { limits: { timesPerReceipt: 3 } })).toBe(3);
  });
});

describe('extra goods', () => {
  test('GFT-2 a gift line is free, fills no threshold, and no other rule reaches it', () => {
    const tenth = rule('tenth', { kind: 'percentOff', percentBps: 1000 });
    const goods = lines(['paid', 10, { pieces: 2 }], giftLine('a', 1, 2));
    const outcome = price(goods, { rules: [extra({}, forTwo), tenth] });
    expect(taken(outcome)).toEqual([2, 5]);
    expect(outcome.offers).toEqual([]);
    expect(
      outcome.explanation.fired.map(({ ruleId, part, discountMinor }) => [ruleId, part, discountMinor]),
    ).toEqual([
      ['gift', 'gift', 500],
      ['tenth', 'discount', 200],
    ]);
  });

  test('GFT-4 a gift without a right to it is refused and paid; of one too large the part with a right is free', () => {
    const tooFew = price(lines(['paid', 10], giftLine('a', 1, 2)), { rules: [extra({}, forTwo)] });
    expect(tooFew.refusals).toEqual([{ kind: 'gift', n: 2, ruleId: 'gift' }]);
    expect(toPay(tooFew)).toBe(15);
    const tooMany = price(lines(['paid', 10, { pieces: 4 }], giftLine('a', 3, 2)), {
      rules: [extra({}, forTwo)],
    });
    expect(tooMany.refusals).toEqual([{ kind: 'gift', n: 2, ruleId: 'gift' }]);
    expect(taken(tooMany)).toEqual([0, 10]);
  });

  test('GFT-4 goods that the rule does not give, and gifts of a rule that nobody knows, are refused', () => {
    const other = price(lines(['paid', 10, { pieces: 2 }], giftLine('c', 1, 2)), {
      rules: [extra({}, forTwo)],
    });
    expect(other.refusals).toEqual([{ kind: 'gift', n: 2, ruleId: 'gift' }]);
    expect(price(lines(['paid', 10], giftLine('c', 1, 2)), {}).refusals).toHaveLength(1);
  });

  const bought = ['paid', 10, { pieces: 6 }] as const;
  const pinned = {
    seen: {
      claims: [
        { ruleId: 'gift', productId: 'b' },
        { ruleId: 'gift', productId: 'a', times: 1 },
      ],
    },
  };
  test('GFT-5 what is pinned comes first and stays, the other gift takes the rest', () => {
    const outcome = price(lines(bought, giftLine('b', 2, 2), giftLine('a', 1, 3)), {
      rules: [extra({}, forTwo)],
      ...pinned,
    });
    expect(taken(outcome)).toEqual([0, 10, 5]);
    expect(outcome.refusals).toEqual([]);
    const more = price(lines(bought, giftLine('b', 1, 2), giftLine('a', 2, 3)), {
      rules: [extra({}, forTwo)],
      ...pinned,
    });
    expect(taken(more)).toEqual([0, 5, 5]);
    expect(more.refusals).toEqual([{ kind: 'gift', n: 3, ruleId: 'gift' }]);
  });
});

describe('units that become free', () => {
  const free = (give = {}, more = {}) =>
    rule('free', { kind: 'freeGoods', mode: 'unit', units: 1, ...give }, { ...on('a', 'b'), ...more });
  const four = lines(['a', 10, { pieces: 2 }], ['b', 20, { pieces: 2 }]);

  test('GFT-3 the cheapest becomes free, and does not count among those bought', () => {
    expect(taken(price(four, { rules: [free(forTwo)] }))).toEqual([10, 0]);
    const six = lines(['a', 10, { pieces: 2 }], ['b', 20, { pieces: 4 }]);
    expect(taken(price(six, { rules: [free(forTwo)] }))).toEqual([20, 0]);
    expect(taken(price(lines(['a', 10, { pieces: 2 }]), { rules: [free(forTwo)] }))).toEqual([0]);
  });

  test('GFT-3 other goods named are free as far as they are in the basket', () => {
    const tea = free({ units: 2, forEvery: { units: 1 }, goods: { products: ['tea'] } }, on('a'));
    expect(
      takenBy(price(lines(['a', 10, { pieces: 2 }], ['tea', 7, { pieces: 3 }]), { rules: [tea] }), 'free'),
    ).toBe(21);
    expect(takenBy(price(lines(['a', 10], ['tea', 7, { pieces: 3 }]), { rules: [tea] }), 'free')).toBe(14);
  });

  test('GFT-3 the one that was chosen becomes free', () => {
    const claims = [{ ruleId: 'free', productId: 'b' }];
    expect(taken(price(four, { rules: [free(forTwo)], seen: { claims } }))).toEqual([0, 20]);
  });

  test('GFT-5 a number larger than the right is cut to it and told', () => {
    const claims = [{ ruleId: 'free', times: 2 }];
    const outcome = price(four, { rules: [free(forTwo)], seen: { claims } });
    expect(taken(outcome)).toEqual([10, 0]);
    expect(outcome.refusals).toEqual([{ kind: 'claim', ruleId: 'free', largestTimes: 1 }]);
  });
});

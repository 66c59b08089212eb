import { describe, expect, test } from 'vitest';
import { memberRow } from '../../../support/builders/basket.ts';
import { lei, lines, on, price, reward, rule, takenBy, toPay } from '../../../support/builders/prices.ts';

const mug = lines(['mug', 10]);
const off = (limits: object, more = {}) =>
  rule('off', { kind: 'amountOff', amountMinor: lei(1) }, { limits, ...more });
const used = (usage: object) => ({
  usage: [{ ruleId: 'off', memberToday: 0, cashierToday: 0, memberSinceRow: 0, inAll: 0, ...usage }],
});

describe('LIM-11 receipts are counted', () => {
  test.each([
    { limits: { timesPerMemberDay: 2 }, below: { memberToday: 1 }, at: { memberToday: 2 } },
    { limits: { timesPerCashierDay: 5 }, below: { cashierToday: 4 }, at: { cashierToday: 5 } },
    { limits: { timesInAll: 100 }, below: { inAll: 99 }, at: { inAll: 100 } },
    { limits: { timesPerMember: 3 }, below: { memberSinceRow: 0 }, at: { memberSinceRow: 1 } },
  ])('$limits', ({ limits, below, at }) => {
    const member = memberRow({ uses: [{ ruleId: 'off', times: 2 }] });
    const buy = (usage: object) => price(mug, { rules: [off(limits)], seen: { member, ...used(usage) } });
    expect(toPay(buy(below))).toBe(9);
    expect(toPay(buy(at))).toBe(10);
    expect(buy(at).explanation.missed).toMatchObject([{ ruleId: 'off', reason: { kind: 'limitReached' } }]);
  });
});

test('LIM-12 what is limited per member is nothing for guests', () => {
  const buy = (limits: object) => toPay(price(mug, { rules: [off(limits)], seen: { member: null } }));
  expect([buy({ timesPerMember: 1 }), buy({ timesPerMemberDay: 1 }), buy({ timesInAll: 1 })]).toEqual([
    10, 10, 9,
  ]);
});

describe('caps', () => {
  const half = (limits: object) => rule('half', { kind: 'percentOff', percentBps: 5000 }, { limits });

  test('LIM-13 a rule takes off no more than its sum and its share of the covered goods', () => {
    const goods = lines(['mug', 9.99]);
    expect(takenBy(price(goods, { rules: [half({ discountPerReceiptMinor: lei(3) })] }), 'half')).toBe(3);
    expect(takenBy(price(goods, { rules: [half({ shareOfReceiptBps: 1000 })] }), 'half')).toBe(0.99);
  });

  test('LIM-13 however often an offer is taken', () => {
    const offer = {
      ...half({ discountPerReceiptMinor: lei(6), timesPerReceipt: 3 }),
      take: 'offer' as const,
    };
    const seen = { claims: [{ ruleId: 'half', times: 3 }] };
    expect(takenBy(price(mug, { rules: [offer], seen }), 'half')).toBe(6);
  });

  test('LIM-14 all discounts and rewards together stay within the share of the programme', () => {
    const rules = [
      rule('a', { kind: 'percentOff', percentBps: 2000 }, on('mug')),
      rule('b', { kind: 'percentOff', percentBps: 5000 }, on('mug')),
    ];
    const rewards = [
      reward('r', { kind: 'amountOff', amountMinor: lei(1) }, { cost: { asset: 'points', amount: 1 } }),
    ];
    const shop = (shareBps: number) =>
      price(mug, {
        rules,
        programme: { rewards, limits: { discountShareOfReceiptBps: shareBps } },
        seen: { claims: [{ ruleId: 'r' }] },
      });
    const parts = (shareBps: number) => ['a', 'b', 'r'].map((id) => takenBy(shop(shareBps), id));
    expect(parts(3000)).toEqual([2, 1, 0]);
    expect(parts(6500)).toEqual([2, 4, 0.5]);
  });
});

import { describe, expect, test } from 'vitest';
import { points } from '../../../../shared/kernel/units.ts';
import { memberRow } from '../../../support/builders/basket.ts';
import { goodsFor, missed, moved, receipt, told } from '../../../support/builders/earning.ts';
import { rule } from '../../../support/builders/prices.ts';

const friend = rule(
  'friend',
  {
    kind: 'referral',
    newcomer: { kind: 'points', points: points(100) },
    referrer: { kind: 'points', points: points(200), validDays: 90 },
    maxReferrals: 5,
  },
  { from: { sumMinor: 5_000 } },
);
const brought = (memberId: string, referrals: number) => memberRow({ referredBy: { memberId, referrals } });
const lines = goodsFor(5_000);

describe('REF-1 the first purchase that qualifies', () => {
  test('rewards both, and only the newcomer’s part is of this receipt', () => {
    const outcome = receipt([friend], { lines, member: brought('m-9', 0) });
    expect(outcome.effects).toEqual([
      { effect: 'EARN', asset: 'points', amount: 100, ruleId: 'friend' },
      { effect: 'EARN', asset: 'points', amount: 200, ruleId: 'friend', to: 'm-9', validDays: 90 },
    ]);
    expect(told(outcome)).toEqual(['100 award']);
    expect(outcome.earnedPoints).toBe(100);
  });
  test('a smaller one does not count', () => {
    const outcome = receipt([friend], { lines: goodsFor(4_999), member: brought('m-9', 0) });
    expect(moved(outcome)).toEqual([]);
    expect(missed(outcome)).toEqual(['friend sumTooSmall']);
  });
  test('a member whom nobody brought gets nothing', () => {
    expect(moved(receipt([friend], { lines }))).toEqual([]);
  });
});

test('REF-2 a referrer with all referrals used gets nothing more, the newcomer still does', () => {
  expect(moved(receipt([friend], { lines, member: brought('m-9', 4) }))).toHaveLength(2);
  expect(moved(receipt([friend], { lines, member: brought('m-9', 5) }))).toEqual(['EARN 100 points']);
});

test('REF-3 nobody refers themselves', () => {
  expect(moved(receipt([friend], { lines, member: brought('m-1', 0) }))).toEqual([]);
});

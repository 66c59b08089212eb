import { expect, test } from 'vitest';
import { type OwnEffect, shownBalance } from '../../../shared/ledger/shown-balance.ts';
import { memberRow } from '../../support/builders/basket.ts';

const earned = (amount: number, logIndex: number | null): OwnEffect => ({
  effect: 'EARN',
  asset: 'points',
  amount,
  logIndex,
});

test.each([
  { name: 'nothing of its own', own: [], available: 100, pending: 0 },
  { name: 'an earning HQ has not confirmed', own: [earned(5, null)], available: 100, pending: 5 },
  { name: 'an earning later than the row', own: [earned(5, 11)], available: 100, pending: 5 },
  { name: 'an earning the row contains', own: [earned(5, 10)], available: 100, pending: 0 },
  {
    name: 'a spending the row does not contain',
    own: [{ effect: 'REDEEM', asset: 'points', amount: 30, logIndex: null }],
    available: 70,
    pending: 0,
  },
  {
    name: 'another asset’s effect',
    own: [{ effect: 'REDEEM', asset: 'wallet', amount: 30, logIndex: null }],
    available: 100,
    pending: 0,
  },
] as const)('BAL-1 with $name: $available and $pending pending', ({ own, available, pending }) => {
  expect(shownBalance(memberRow(), 'points', own)).toEqual({ available, pending });
});

test('BAL-1 what is leased is the member’s until it is spent, at whatever till it lies', () => {
  const balance = { asset: 'points', available: 40, pending: 0, leased: 60, inReview: 0, expiring: [] };
  const row = memberRow({ balances: [balance] });
  expect(shownBalance(row, 'points', []).available).toBe(100);
  const spent: OwnEffect = { effect: 'REDEEM', asset: 'points', amount: 50, logIndex: null };
  expect(shownBalance(row, 'points', [spent, { ...spent, amount: 10 }]).available).toBe(40);
});

test('BAL-1 the balance shown never goes below zero', () => {
  const own: OwnEffect[] = [{ effect: 'CLAWBACK', asset: 'points', amount: 500, logIndex: null }];
  expect(shownBalance(memberRow(), 'points', own).available).toBe(0);
});

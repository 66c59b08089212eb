import { expect, test } from 'vitest';
import { MAX_LEASES_PER_OWNER } from '../../../shared/kernel/limits.ts';
import { DEFAULT_LEASE_POLICY } from '../../../shared/lease/lease-policy.ts';
import { type LeaseWish, sizeLease, usualSpend } from '../../../shared/lease/size-lease.ts';

const size = (wish: Partial<LeaseWish>): number =>
  sizeLease({
    asset: 'points',
    available: 1000,
    held: 0,
    openLeases: 0,
    usual: null,
    policy: DEFAULT_LEASE_POLICY,
    ...wish,
  });

test('LEA-9 a share of what is available, twice the usual spend, or the cap, whichever is least', () => {
  expect(size({})).toBe(600);
  expect(size({ available: 1 })).toBe(0);
  expect(size({ usual: 120 })).toBe(240);
  expect(size({ usual: 5000 })).toBe(600);
  expect(size({ policy: { ...DEFAULT_LEASE_POLICY, capPoints: 200 } })).toBe(200);
  expect(size({ asset: 'wallet', policy: { ...DEFAULT_LEASE_POLICY, capWalletMinor: 450 } })).toBe(450);
  expect(size({ asset: 'wallet', available: 150 })).toBe(0);
});

test('LEA-9 cap and habit bound all that one store holds, not each lease', () => {
  expect(size({ held: 500, usual: 400 })).toBe(300);
  expect(size({ held: 800, usual: 400 })).toBe(0);
  expect(size({ held: 150, policy: { ...DEFAULT_LEASE_POLICY, capPoints: 200 } })).toBe(50);
});

test('LEA-9 another lease is worth it when half of what is held has come in meanwhile', () => {
  expect(size({ available: 100, held: 200 })).toBe(60);
  expect(size({ available: 99, held: 200 })).toBe(0);
  expect(size({ openLeases: MAX_LEASES_PER_OWNER })).toBe(0);
});

test('LEA-9 whole things and gift cards are leased wholly', () => {
  expect(size({ asset: 'coupon:tea', available: 1 })).toBe(1);
  expect(size({ asset: 'stamps:bread', available: 7, usual: 2 })).toBe(7);
  expect(size({ asset: 'giftcard', available: 50 })).toBe(50);
  expect(size({ asset: 'coupon:tea', available: 0 })).toBe(0);
});

test('LEA-9 a store may lease nothing', () => {
  expect(size({ policy: { ...DEFAULT_LEASE_POLICY, enabled: false } })).toBe(0);
});

test('LEA-9 a habit is known from five spends on, and one large one does not make it', () => {
  expect(usualSpend([10, 20, 30, 40])).toBeNull();
  expect(usualSpend([30, 10, 50, 20, 40])).toBe(50);
  expect(usualSpend([...Array<number>(99).fill(10), 5000])).toBe(10);
});

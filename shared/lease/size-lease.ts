/**
 * LEA-9: how much of a balance goes to one till before anybody asks. Money and points by share, habit and the store's
 * cap; whole things (coupons, stamps, a gift card's money) all at once, since a part of them is of no use.
 */
import { MAX_LEASES_PER_OWNER } from '../kernel/limits.ts';
import { mulDivFloor } from '../kernel/rounding.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { LeasePolicy } from './lease-policy.ts';

export type LeaseWish = {
  readonly asset: Asset;
  /** What one grant can carry now. */
  readonly available: number;
  /** What open leases of this owner and asset still hold in this store, and how many they are. */
  readonly held: number;
  readonly openLeases: number;
  /** What the owner spends at a time (`usualSpend`); null: not known. */
  readonly usual: number | null;
  readonly policy: LeasePolicy;
};

const WHOLE_BPS = 10_000;
/** A spend beyond twice the usual is rare enough to ask HQ. */
const USUAL_TIMES = 2;

/** 0: nothing is granted. */
export function sizeLease({ asset, available, held, openLeases, usual, policy }: LeaseWish): number {
  if (!policy.enabled || openLeases >= MAX_LEASES_PER_OWNER || isEnough({ available, held })) return 0;
  if (asset !== 'points' && asset !== 'wallet') return Math.max(0, available);
  const cap = asset === 'points' ? policy.capPoints : policy.capWalletMinor;
  const least = asset === 'points' ? policy.leastPoints : policy.leastWalletMinor;
  const amount = Math.min(
    mulDivFloor(available, policy.shareBps, WHOLE_BPS),
    usual === null ? available : USUAL_TIMES * usual - held,
    cap === null ? available : cap - held,
  );
  return amount < Math.max(least, 1) ? 0 : amount;
}

/** A lease is renewed by another when what has come in meanwhile is half of what is held. */
const isEnough = ({ available, held }: Pick<LeaseWish, 'available' | 'held'>): boolean =>
  available <= 0 || 2 * available < held;

/** Fewer spends than this say nothing about a habit. */
export const USUAL_FROM = 5;

/** Of the owner's last spends the one that 95 of a hundred do not pass; null where too few are known. */
export function usualSpend(amounts: readonly number[]): number | null {
  if (amounts.length < USUAL_FROM) return null;
  const sorted = [...amounts].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * 95) / 100) - 1] ?? null;
}

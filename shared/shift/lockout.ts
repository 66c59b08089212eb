/**
 * PIN-1 … PIN-3: wrong PINs are LOCKOUT entries, so a restart forgets none. Five in a row lock the cashier for 30 s,
 * ten for 30 min (PCI DSS 8.3.4); a right PIN clears the count.
 */
import type { CashierId } from '../kernel/ids.ts';
import { type EpochMs, epochMs } from '../kernel/units.ts';

export const SHORT_LOCK_FAILURES = 5;
export const LONG_LOCK_FAILURES = 10;
export const SHORT_LOCK_MS = 30_000;
export const LONG_LOCK_MS = 30 * 60_000;

export type LockoutState = Readonly<
  Record<string, { readonly failures: number; readonly lastAtMs: EpochMs }>
>;

export const noLockouts: LockoutState = {};

export const addFailure = (state: LockoutState, cashier: CashierId, atMs: EpochMs): LockoutState => ({
  ...state,
  [cashier]: { failures: (state[cashier]?.failures ?? 0) + 1, lastAtMs: atMs },
});

export function signedIn(state: LockoutState, cashier: CashierId): LockoutState {
  const { [cashier]: _cleared, ...rest } = state;
  return rest;
}

/** The chain time until which this cashier may not try, or null. */
export function lockedUntilMs(state: LockoutState, cashier: CashierId, nowMs: EpochMs): EpochMs | null {
  const own = state[cashier];
  if (!own || own.failures < SHORT_LOCK_FAILURES) return null;
  const lockMs =
    own.failures >= LONG_LOCK_FAILURES
      ? LONG_LOCK_MS
      : own.failures % SHORT_LOCK_FAILURES === 0
        ? SHORT_LOCK_MS
        : 0;
  const untilMs = own.lastAtMs + lockMs;
  return untilMs > nowMs ? epochMs(untilMs) : null;
}

/** How many tries are left before the next lock. */
export function triesLeft(state: LockoutState, cashier: CashierId): number {
  const failures = state[cashier]?.failures ?? 0;
  return Math.max(0, (failures < SHORT_LOCK_FAILURES ? SHORT_LOCK_FAILURES : LONG_LOCK_FAILURES) - failures);
}

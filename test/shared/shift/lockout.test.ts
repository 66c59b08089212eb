import { expect, test } from 'vitest';
import { asId, type CashierId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import {
  addFailure,
  LONG_LOCK_MS,
  lockedUntilMs,
  noLockouts,
  SHORT_LOCK_MS,
  signedIn,
  triesLeft,
} from '../../../shared/shift/lockout.ts';

const ana = asId<CashierId>('c-ana');
const ion = asId<CashierId>('c-ion');
const now = epochMs(1_000_000);
const afterFailures = (count: number) =>
  Array.from({ length: count }).reduce<typeof noLockouts>((state) => addFailure(state, ana, now), noLockouts);

test.each([
  { failures: 0, lockMs: 0, left: 5 },
  { failures: 4, lockMs: 0, left: 1 },
  { failures: 5, lockMs: SHORT_LOCK_MS, left: 5 },
  { failures: 6, lockMs: 0, left: 4 },
  { failures: 10, lockMs: LONG_LOCK_MS, left: 0 },
  { failures: 12, lockMs: LONG_LOCK_MS, left: 0 },
])('PIN-1 after $failures wrong PINs the lock is $lockMs ms', ({ failures, lockMs, left }) => {
  const state = afterFailures(failures);
  expect(lockedUntilMs(state, ana, now)).toBe(lockMs === 0 ? null : now + lockMs);
  expect(triesLeft(state, ana)).toBe(left);
});

test('PIN-1 the lock ends by itself, another cashier is untouched, a right PIN clears the count', () => {
  const state = afterFailures(5);
  expect(lockedUntilMs(state, ana, epochMs(now + SHORT_LOCK_MS))).toBeNull();
  expect(lockedUntilMs(state, ion, now)).toBeNull();
  expect(triesLeft(signedIn(state, ana), ana)).toBe(5);
});

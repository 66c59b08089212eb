/** SYN-1: when a store's policy lets its tills talk to HQ. Times are minutes of the store's day. */
import type { SyncPolicy } from '../catalog/place.ts';

const MINUTES_PER_DAY = 24 * 60;

export const minuteOfDay = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * Whether sync is allowed at `minute` of the store's day. `jitter` in [0, 1) delays this till's start within the
 * policy's jitter, so that a chain's tills do not all call at once. A window may pass midnight.
 */
export function syncAllowed(policy: SyncPolicy, minute: number, jitter: number): boolean {
  if (policy.kind === 'continuous') return true;
  const from = minuteOfDay(policy.from) + Math.floor(jitter * policy.jitterMinutes);
  const length = modulo(minuteOfDay(policy.to) - from);
  return modulo(minute - from) < length;
}

const modulo = (value: number): number => ((value % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;

/** So many tries per minute and address; guessing an enrolment code is hopeless, and this keeps it quiet too. */
import type { EpochMs } from '../../shared/kernel/units.ts';

const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 10_000;

export type RateLimit = { readonly allows: (address: string) => boolean };

export function rateLimit(tries: number, nowMs: () => EpochMs): RateLimit {
  const windows = new Map<string, { readonly startMs: number; count: number }>();
  return {
    allows: (address) => {
      const now = nowMs();
      const open = windows.get(address);
      if (open && now - open.startMs < WINDOW_MS && now >= open.startMs) {
        open.count += 1;
        return open.count <= tries;
      }
      if (windows.size >= MAX_ADDRESSES) windows.clear();
      windows.set(address, { startMs: now, count: 1 });
      return true;
    },
  };
}

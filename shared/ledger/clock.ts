/** CLK-1: whether the wall clock can be believed, judged only against what HQ and the chain have said. */
import type { EpochMs } from '../kernel/units.ts';

export const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;
export const MAX_OFFLINE_MS = 45 * 24 * 60 * 60 * 1000;

export type ClockState = 'trusted' | 'suspect';

/** `hqTimeMs` is 0 until HQ has been heard; nothing is suspected before that. */
export function clockState(times: { wallMs: EpochMs; hqTimeMs: EpochMs }): ClockState {
  if (times.hqTimeMs === 0) return 'trusted';
  const behind = times.wallMs < times.hqTimeMs - CLOCK_TOLERANCE_MS;
  const ahead = times.wallMs > times.hqTimeMs + MAX_OFFLINE_MS;
  return behind || ahead ? 'suspect' : 'trusted';
}

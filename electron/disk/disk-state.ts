import type { DiskState } from '../../shared/ipc/status.ts';
import type { DiskLimits } from './disk-limits.ts';

/**
 * DSK-2: a state is entered at its limit and left only when the ballast's size more than the limit is free. So giving the
 * ballast away never looks like room that somebody made, and a disk that hovers at a limit keeps its word.
 */
export function nextDiskState(before: DiskState, freeBytes: number, limits: DiskLimits): DiskState {
  const isBelow = (limit: number, held: boolean): boolean =>
    freeBytes < (held ? limit + limits.ballastBytes : limit);
  if (isBelow(limits.criticalBytes, before === 'critical')) return 'critical';
  return isBelow(limits.lowBytes, before !== 'ok') ? 'low' : 'ok';
}

/** Two figures are all that a person needs, and a status that changes with every byte would never rest. */
export function shownFreeBytes(freeBytes: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, freeBytes))) - 1);
  return Math.floor(freeBytes / step) * step;
}

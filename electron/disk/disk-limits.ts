/** How much room a till wants, and where its patience ends. Parameters, so that a small disk can be tried. */
import { assert } from '../../shared/kernel/assert.ts';

export type DiskLimits = {
  /** Below this somebody should make room. */
  readonly lowBytes: number;
  /** Below this only the journal goes on writing, and the ballast is given away. */
  readonly criticalBytes: number;
  /** A file that does nothing but hold room for the journal's last entries. It does not count as free. */
  readonly ballastBytes: number;
  /** The ballast is laid down only while more than this is free. */
  readonly ballastAboveBytes: number;
};

const MB = 1024 * 1024;

export const DISK_LIMITS: DiskLimits = {
  lowBytes: 1024 * MB,
  criticalBytes: 300 * MB,
  ballastBytes: 256 * MB,
  ballastAboveBytes: 2048 * MB,
};

/** `low,critical,ballast,above` in MB, as a switch of development gives them; null takes the limits of a real shop. */
export function diskLimitsFrom(text: string | null): DiskLimits {
  if (text === null) return DISK_LIMITS;
  const [low = NaN, critical = NaN, ballast = NaN, above = NaN] = text.split(',').map(Number);
  return checkedLimits({
    lowBytes: low * MB,
    criticalBytes: critical * MB,
    ballastBytes: ballast * MB,
    ballastAboveBytes: above * MB,
  });
}

/** DSK-2: laying the ballast down must not change the state, or the word in the strip would come and go. */
export function checkedLimits(limits: DiskLimits): DiskLimits {
  const { lowBytes, criticalBytes, ballastBytes, ballastAboveBytes } = limits;
  assert(criticalBytes >= 0 && criticalBytes <= lowBytes, 'critical lies below low');
  assert(ballastBytes >= 0, 'the ballast has a size');
  assert(ballastAboveBytes >= lowBytes + 2 * ballastBytes, 'a laid ballast leaves more than low');
  return limits;
}

/** Waiting between tries at HQ: doubling, bounded, spread by a fraction in [0, 1) that the caller draws. */
export const FIRST_WAIT_MS = 1_000;
export const LONGEST_WAIT_MS = 30_000;

export function backoffMs(failures: number, spread: number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 16));
  return Math.floor(ceiling / 2 + (spread * ceiling) / 2);
}

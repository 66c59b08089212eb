/** How long it took, in milliseconds. */
export function timed(act: () => void): number {
  const from = performance.now();
  act();
  return performance.now() - from;
}

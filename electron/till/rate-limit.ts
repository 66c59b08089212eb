import type { Clock } from '../clock/clock.ts';

/** Says yes at most `count` times within any stretch of `perMs`. */
export function rateLimit({ count, perMs }: { count: number; perMs: number }, clock: Clock): () => boolean {
  const granted: number[] = [];
  return () => {
    const now = clock.elapsedMs();
    while (granted[0] !== undefined && granted[0] <= now - perMs) granted.shift();
    if (granted.length >= count) return false;
    granted.push(now);
    return true;
  };
}

import { setTimeout as delay } from 'node:timers/promises';

/** Every wait of a test has an end: past its limit it fails and says what it was waiting for. */
export async function within<T>(limitMs: number, what: string, wait: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([wait, late]);
  } finally {
    clearTimeout(timer);
  }
}

const LIMIT_MS = 60_000;
const POLL_MS = 25;

/** Asks again and again; fails when it does not hold within a minute. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (const startMs = performance.now(); !holds(); await delay(POLL_MS))
    if (performance.now() - startMs > LIMIT_MS) throw new Error(`not within a minute: ${what}`);
}

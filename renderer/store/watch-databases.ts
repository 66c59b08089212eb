/**
 * DSK-5: a browser whose disk has refused a write closes the window's databases for good, and only a page that is opened
 * again opens them again. So they are asked from time to time, past every cache, whether they still answer.
 */
import type { Databases } from './databases.ts';

export const PROBE_EVERY_MS = 15_000;
export const PROBE_WAIT_MS = 5_000;

export type DatabaseWatch = {
  readonly databases: Databases;
  /** False while the disk has no room: there is nothing to be gained then. */
  readonly mayReopen: () => boolean;
  readonly reopen: () => void;
};

/** Answers what ends the watching. */
export function watchDatabases({ databases, mayReopen, reopen }: DatabaseWatch): () => void {
  let probing = false;
  async function look(): Promise<void> {
    if (probing || !mayReopen()) return;
    probing = true;
    const isThere = await answers(databases);
    probing = false;
    if (!isThere && mayReopen()) reopen();
  }
  const timer = setInterval(() => void look(), PROBE_EVERY_MS);
  return () => clearInterval(timer);
}

/** Reads go straight to the storage: what is found in memory proves nothing. */
async function answers({ till, cache }: Databases): Promise<boolean> {
  const reads = [till.progress, cache.products].map((each) =>
    each.storageInstance.findDocumentsById(['probe'], false),
  );
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('no answer in time')), PROBE_WAIT_MS);
  });
  try {
    await Promise.race([Promise.all(reads), late]);
    return true;
  } catch {
    return false;
  }
}

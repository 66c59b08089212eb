/**
 * A till that sold 10,000 baskets while HQ was away, until HQ has verified, posted and acknowledged all of them, against
 * PouchDB replication of the same documents between two IndexedDB stores of one page, which has neither network nor checks.
 */

import type { BenchResult } from './result.ts';
import { pouchdbReplicationMs } from './support/pouchdb-baseline.ts';
import { realHq } from './support/real-hq.ts';
import { wholeTill } from './support/whole-till.ts';

const ENTRIES = 10_000;
const BATCH = 1_000;
const LIMIT_MS = 300_000;

export async function run(): Promise<BenchResult> {
  const hq = await realHq();
  try {
    const bench = await wholeTill(hq);
    await hq.stop();
    for (const draft of bench.drafts(ENTRIES)) {
      const sold = await bench.handlers['sale.commit'](draft);
      if (!sold.ok) throw new Error(`a sale was refused: ${sold.failure.code}`);
    }
    await hq.start();
    const { desk, background } = bench.session();
    const roundTrips = countRequests('/osp1/push');
    const startMs = performance.now();
    await background.sync.roundNow(LIMIT_MS);
    const ourMs = performance.now() - startMs;
    const unsent = desk.entries.unacknowledgedCount();
    if (unsent > 0) throw new Error(`${unsent} entries were not acknowledged`);
    const documents = desk.entries.wire(1, ENTRIES);
    await bench.till.stop();
    const pouchMs = await pouchdbReplicationMs(documents, BATCH);
    const perSecond = (ms: number): number => (ENTRIES / ms) * 1000;
    return {
      name: 'catch-up of 10,000 entries',
      baseline: 'the speed of PouchDB replicating the same documents in Chromium',
      ratio: pouchMs / ourMs,
      goal: '≥ 5',
      detail: {
        'round trips': roundTrips(),
        'entries/s': Math.round(perSecond(ourMs)),
        'PouchDB documents/s': Math.round(perSecond(pouchMs)),
      },
    };
  } finally {
    await hq.close();
  }
}

/** Counts what goes out to a path from now on; the answer stops counting. */
function countRequests(path: string): () => number {
  const real = globalThis.fetch;
  let count = 0;
  globalThis.fetch = (input, init) => {
    if ((input instanceof Request ? input.url : input.toString()).endsWith(path)) count += 1;
    return real(input, init);
  };
  return () => {
    globalThis.fetch = real;
    return count;
  };
}

/**
 * A till that sold 10,000 baskets while HQ was away, until HQ has verified, posted and acknowledged all of them, against
 * PouchDB delivering the same documents: from a page's IndexedDB over HTTP to PouchDB's own server on leveldb, as it comes
 * (100 to a batch) and in batches of 1,000. It checks nothing, and its server waits for no disk.
 */
import type { EntryReader } from '../electron/journal/read-entries.ts';
import type { WireEntry } from '../shared/protocol/push.ts';
import type { BenchResult } from './result.ts';
import { type Delivered, pouchdbDelivery } from './support/pouchdb-baseline.ts';
import { realHq } from './support/real-hq.ts';
import { wholeTill } from './support/whole-till.ts';

const ENTRIES = 10_000;
const LARGE_BATCH = 1_000;
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
    const documents = everyEntry(desk.entries);
    await bench.till.stop();
    const ways = [{}, { batch_size: LARGE_BATCH }];
    const [asItComes, largeBatches] = await pouchdbDelivery(documents, ways);
    return resultOf({ entries: documents.length, ourMs, roundTrips: roundTrips(), asItComes, largeBatches });
  } finally {
    await hq.close();
  }
}

/** A journal reads out no more at a time than fits into one request. */
function everyEntry(entries: EntryReader): readonly WireEntry[] {
  const all: WireEntry[] = [];
  for (;;) {
    const some = entries.wire(all.length + 1, ENTRIES);
    if (some.length === 0) return all;
    all.push(...some);
  }
}

type Measured = {
  readonly entries: number;
  readonly ourMs: number;
  readonly roundTrips: number;
  readonly asItComes: Delivered | undefined;
  readonly largeBatches: Delivered | undefined;
};

function resultOf({ entries, ourMs, roundTrips, asItComes, largeBatches }: Measured): BenchResult {
  const perSecond = (ms = Number.NaN): number => Math.round((entries / ms) * 1000);
  return {
    name: 'catch-up of 10,000 entries',
    baseline:
      'the speed of PouchDB, as it comes, delivering the same documents over HTTP to a PouchDB server',
    ratio: (asItComes?.ms ?? Number.NaN) / ourMs,
    goal: '≥ 5; at most 12 round trips',
    detail: {
      'entries/s': perSecond(ourMs),
      'round trips': roundTrips,
      'PouchDB documents/s': perSecond(asItComes?.ms),
      'PouchDB round trips': asItComes?.requests ?? Number.NaN,
      'PouchDB documents/s, batches of 1,000': perSecond(largeBatches?.ms),
      'PouchDB round trips, batches of 1,000': largeBatches?.requests ?? Number.NaN,
    },
  };
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

/**
 * A till that sold 10,000 baskets while HQ was away, until HQ has verified, posted and acknowledged all of them, against
 * PouchDB replication of the same documents between two stores in memory, which has neither network nor disk nor checks.
 */

import memoryAdapter from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';
import type { WireEntry } from '../shared/protocol/push.ts';
import type { BenchResult } from './result.ts';
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
    const { desk, sync } = bench.session();
    const startMs = performance.now();
    await sync.roundNow(LIMIT_MS);
    const ourMs = performance.now() - startMs;
    const unsent = desk.entries.unacknowledgedCount();
    if (unsent > 0) throw new Error(`${unsent} entries were not acknowledged`);
    const documents = desk.entries.wire(1, ENTRIES);
    await bench.till.stop();
    const pouchMs = await replicate(documents);
    const perSecond = (ms: number): number => (ENTRIES / ms) * 1000;
    return {
      name: 'catch-up of 10,000 entries',
      baseline: 'PouchDB replication of the same documents, memory to memory (speed)',
      ratio: pouchMs / ourMs,
      goal: '≥ 5',
      detail: {
        'entries/s': Math.round(perSecond(ourMs)),
        'PouchDB documents/s': Math.round(perSecond(pouchMs)),
      },
    };
  } finally {
    await hq.close();
  }
}

async function replicate(entries: readonly WireEntry[]): Promise<number> {
  PouchDB.plugin(memoryAdapter).plugin(replication);
  const [from, to] = ['from', 'to'].map((name) => new PouchDB<WireEntry>(name, { adapter: 'memory' }));
  if (!from || !to) throw new Error('two stores are made');
  await from.bulkDocs(entries.map((entry, index) => ({ _id: String(index).padStart(9, '0'), ...entry })));
  const startMs = performance.now();
  const done = await replicating(from).replicate.to(to, { batch_size: BATCH });
  if (done.docs_written !== entries.length) throw new Error(`${done.docs_written} documents were replicated`);
  return performance.now() - startMs;
}

type Replicating = {
  readonly replicate: {
    readonly to: (
      target: unknown,
      options: { batch_size: number },
    ) => Promise<{ readonly docs_written: number }>;
  };
};

/** The replication plugin adds this to every store. */
const replicating = (store: object): Replicating => store as Replicating;

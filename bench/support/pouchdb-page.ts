/** Runs in Chromium: PouchDB on IndexedDB, as a till built on it would keep its entries. */

import idb from 'pouchdb-adapter-idb';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';

type Replicating = {
  readonly replicate: {
    readonly to: (
      target: unknown,
      options: { batch_size: number },
    ) => Promise<{ readonly docs_written: number }>;
  };
};

type Row = { readonly head: string; readonly sig: string; readonly body: string };

PouchDB.plugin(idb).plugin(replication);

/** Milliseconds to replicate the rows from one store of the page to another. */
async function replicate(rows: readonly Row[], batchSize: number): Promise<number> {
  const from = new PouchDB<Row>('from', { adapter: 'idb' });
  const to = new PouchDB<Row>('to', { adapter: 'idb' });
  await from.bulkDocs(rows.map((row, index) => ({ _id: String(index).padStart(9, '0'), ...row })));
  const startMs = performance.now();
  // The replication plugin adds `replicate` to every store.
  const done = await (from as unknown as Replicating).replicate.to(to, { batch_size: batchSize });
  const tookMs = performance.now() - startMs;
  if (done.docs_written !== rows.length) throw new Error(`${done.docs_written} documents were replicated`);
  return tookMs;
}

Object.assign(window, { replicate });

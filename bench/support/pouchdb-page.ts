/** Runs in Chromium: PouchDB on IndexedDB, as a till built on it would keep its entries and deliver them over HTTP. */

import http from 'pouchdb-adapter-http';
import idb from 'pouchdb-adapter-idb';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';

export type PouchdbPage = {
  readonly put: (rows: readonly Row[]) => Promise<void>;
  /** Milliseconds until a server's database has all of them. */
  readonly deliver: (database: string, options: ReplicateOptions) => Promise<number>;
};

/** Empty: as PouchDB comes. */
export type ReplicateOptions = { readonly batch_size?: number };

type Replicating = {
  readonly replicate: {
    readonly to: (target: unknown, options: ReplicateOptions) => Promise<{ readonly docs_written: number }>;
  };
};

type Row = { readonly head: string; readonly sig: string; readonly body: string };

PouchDB.plugin(idb).plugin(http).plugin(replication);

const here = new PouchDB<Row>('entries', { adapter: 'idb' });
let kept = 0;

const page: PouchdbPage = {
  async put(rows) {
    await here.bulkDocs(rows.map((row, index) => ({ _id: String(kept + index).padStart(9, '0'), ...row })));
    kept += rows.length;
  },
  async deliver(database, options) {
    const there = new PouchDB(`${location.origin}/${database}`, { adapter: 'http' });
    const startMs = performance.now();
    // The replication plugin adds `replicate` to every store.
    const done = await (here as unknown as Replicating).replicate.to(there, options);
    const tookMs = performance.now() - startMs;
    if (done.docs_written !== kept) throw new Error(`${done.docs_written} documents were delivered`);
    return tookMs;
  },
};

Object.assign(window, page);

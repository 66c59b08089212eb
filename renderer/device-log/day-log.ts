/**
 * One PouchDB database per business day. It carries figures about the device and nothing that would hurt when lost:
 * latencies, scanner failures, printer states. Its change feed is in commit order, which makes the upload cursor
 * independent of clocks.
 */

import idb from 'pouchdb-adapter-idb';
import PouchDB from 'pouchdb-core';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { DeviceLogRow } from '../../shared/protocol/health.ts';

PouchDB.plugin(idb);

const PREFIX = 'puncta-log-';
const STORED_PREFIX = `_pouch_${PREFIX}`;
const CURSOR_ID = '_local/cursor';

type Content = Omit<DeviceLogRow, 'id'>;
type Cursor = { readonly since: number };
export type DayLog = {
  readonly append: (rows: readonly DeviceLogRow[]) => Promise<void>;
  /** Rows after the acknowledged ones, and where they end. */
  readonly unsent: (limit: number) => Promise<{ rows: readonly DeviceLogRow[]; upto: number }>;
  readonly acknowledge: (upto: number) => Promise<void>;
  readonly close: () => Promise<void>;
  readonly destroy: () => Promise<void>;
};

export function openDayLog(date: BusinessDate): DayLog {
  const database = new PouchDB<Content>(`${PREFIX}${date}`, {
    adapter: 'idb',
    auto_compaction: true,
    revs_limit: 1,
  });
  const cursor = (): Promise<(Cursor & { readonly _rev?: string }) | null> =>
    database.get<Cursor>(CURSOR_ID).catch(() => null);
  return {
    append: async (rows) => {
      await database.bulkDocs(rows.map(({ id, ...content }) => ({ _id: id, ...content })));
    },
    unsent: async (limit) => {
      const since = (await cursor())?.since ?? 0;
      const changes = await database.changes({ since, limit, include_docs: true });
      const rows = changes.results.flatMap(({ id, doc }) =>
        doc ? [{ id, kind: doc.kind, wallMs: doc.wallMs, data: doc.data }] : [],
      );
      return { rows, upto: Number(changes.last_seq) };
    },
    acknowledge: async (upto) => {
      const held = await cursor();
      const revision = held?._rev === undefined ? {} : { _rev: held._rev };
      await database.put({ _id: CURSOR_ID, ...revision, since: upto } as never);
    },
    close: () => database.close(),
    destroy: () => database.destroy(),
  };
}

/** Days that have a log on this machine, oldest first. */
export async function loggedDays(): Promise<readonly BusinessDate[]> {
  const databases = await indexedDB.databases();
  return databases
    .map(({ name }) => name ?? '')
    .filter((name) => name.startsWith(STORED_PREFIX))
    .map((name) => name.slice(STORED_PREFIX.length) as BusinessDate)
    .sort();
}

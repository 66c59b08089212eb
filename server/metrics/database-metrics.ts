import { Gauge, type Registry } from 'prom-client';
import type { Connections, Db } from '../db/connect.ts';
import { type DatabaseLook, lookAtDatabase, TILL_STATES } from './look-at-database.ts';

/** Two scrapers, or an impatient one, cost the database no more than one. */
const KEPT_MS = 10_000;

type Measure = {
  readonly name: string;
  readonly help: string;
  readonly of: (look: DatabaseLook) => number | null;
};

const MEASURES: readonly Measure[] = [
  {
    name: 'puncta_log_tip_index',
    help: "Index of the last record of HQ's log.",
    of: (look) => look.logIndex,
  },
  {
    name: 'puncta_hq_epoch',
    help: 'Raised each time HQ is restored from a backup.',
    of: (look) => look.hqEpoch,
  },
  {
    name: 'puncta_oldest_till_contact_age_seconds',
    help: 'Time since the till that was silent longest, of those not revoked, was heard of.',
    of: (look) => look.oldestContactSeconds,
  },
  {
    name: 'puncta_tills_unsent_entries',
    help: 'Entries that tills had still to send when they were last heard of.',
    of: (look) => look.unsentEntries,
  },
  {
    name: 'puncta_quarantine_unresolved',
    help: 'Entries, or effects of entries, that wait for a person.',
    of: (look) => look.quarantineOpen,
  },
  {
    name: 'puncta_last_backup_timestamp_seconds',
    help: 'When the last whole backup was made; missing before the first.',
    of: (look) => look.lastBackupAtSeconds,
  },
  {
    name: 'puncta_database_size_bytes',
    help: 'Size of the database on disk.',
    of: (look) => look.databaseBytes,
  },
];

/** Gauges that are filled when they are scraped. A database that is away takes its gauges with it and leaves the rest. */
export function databaseMetrics(registry: Registry, db: Db): () => Promise<void> {
  const registers = [registry];
  const up = new Gauge({ name: 'puncta_database_up', help: '1 while the database answers.', registers });
  const gauges = MEASURES.map(({ name, help, of }) => ({ of, gauge: new Gauge({ name, help, registers }) }));
  const tills = new Gauge({
    name: 'puncta_tills',
    help: 'Tills by the state of their present epoch.',
    labelNames: ['state'],
    registers,
  });
  let atMs = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - atMs < KEPT_MS) return;
    atMs = performance.now();
    const look = await lookAtDatabase(db).catch(() => null);
    up.set(look ? 1 : 0);
    tills.reset();
    for (const { gauge, of } of gauges) {
      const value = look && of(look);
      if (value === null) gauge.remove();
      else gauge.set(value);
    }
    if (look) for (const state of TILL_STATES) tills.set({ state }, look.tills[state]);
  };
}

export function connectionMetrics(registry: Registry, connections: () => Connections): void {
  const registers = [registry];
  const gauge = (name: string, help: string, of: (now: Connections) => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(of(connections()));
      },
    });
  };
  gauge('puncta_database_connections_in_use', 'Connections of the pool that work.', (now) => now.inUse);
  gauge('puncta_database_connections_idle', 'Connections of the pool that rest.', (now) => now.idle);
  gauge('puncta_database_connections_waiting', 'Requests that wait for a connection.', (now) => now.waiting);
  gauge('puncta_database_connections_max', 'Connections that the pool may hold.', (now) => now.max);
}

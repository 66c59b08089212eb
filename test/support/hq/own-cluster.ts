/** A PostgreSQL of one's own that stays at its port however often it is killed: as where HQ is given a DATABASE_URL. */
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../build/free-port.ts';
import { packagedBinaries } from '../../../server/db/embedded/binaries.ts';
import {
  type Cluster,
  initCluster,
  postmaster,
  type ServerSettings,
  startCluster,
} from '../../../server/db/embedded/cluster.ts';
import { runnableBinaries } from '../../../server/db/embedded/reachable.ts';
import { serverUser } from '../../../server/db/embedded/server-user.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { familyOf } from '../processes.ts';

export type OwnCluster = {
  readonly folder: string;
  readonly url: string;
  /** The server and each of its processes, as they are now. */
  readonly processes: () => readonly number[];
  readonly kill: () => void;
  /** Starts it again after a kill, or after it gave up by itself, and waits until it answers. */
  readonly start: () => Promise<void>;
};

const PASSWORD = 'only-for-tests';
const DATABASE = 'postgres';
const START_TRIES = 40;
const START_PAUSE_MS = 500;

export type ClusterOptions = {
  readonly settings?: ServerSettings;
  readonly initFlags?: readonly string[];
};

/** `folder` is made; the server's user must be able to get there. */
export async function ownCluster(
  folder: string,
  { settings = {}, initFlags = [] }: ClusterOptions = {},
): Promise<OwnCluster> {
  const user = serverUser();
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  if (user) chownSync(folder, user.uid, user.gid);
  const cluster: Cluster = {
    folder: join(folder, 'cluster'),
    binaries: runnableBinaries(packagedBinaries(), user),
    user,
  };
  const port = await freePort(0);
  const url = `postgres://puncta:${PASSWORD}@127.0.0.1:${port}/${DATABASE}`;
  const processes = (): readonly number[] => {
    const running = postmaster(cluster.folder);
    return running ? familyOf(running.pid) : [];
  };
  const kill = (): void => {
    for (const pid of processes()) killed(pid);
  };
  onTestFinished(kill);
  const start = async (): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      try {
        await startCluster(cluster, port, settings);
        return await answering(url);
      } catch (cause) {
        // After a kill of the server alone, its last workers hold the shared memory for a moment longer.
        if (tries === START_TRIES) throw cause;
        await delay(START_PAUSE_MS);
      }
    }
  };
  await initCluster(cluster, PASSWORD, initFlags);
  await start();
  return { folder: cluster.folder, url, processes, kill, start };
}

async function answering(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rowCount } = await client.query('select 1');
  assert(rowCount === 1, 'the database answers');
  await client.end();
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

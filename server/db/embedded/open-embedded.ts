/**
 * The database that HQ brings along. `postgres.json` in HQ's folder says where the cluster lies and how to get in, so
 * any other command on the same folder finds the running server. A server whose parent was killed is taken over; one
 * that dies is started again by whoever still needs it; the last command to leave stops it, whichever started it.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { OperatorError } from '../../operator-error.ts';
import { packagedBinaries } from './binaries.ts';
import {
  type Cluster,
  clusterExists,
  initCluster,
  postmaster,
  type ServerSettings,
  startCluster,
  stopCluster,
} from './cluster.ts';
import { withFolderLock } from './folder-lock.ts';
import { announcePresence } from './presence.ts';
import { clusterFolder, runnableBinaries } from './reachable.ts';
import { type ServerUser, serverUser } from './server-user.ts';

export type EmbeddedDatabase = {
  readonly url: string;
  /** Stops the server unless somebody else is still connected to it. Close your own connections first. */
  readonly stop: () => Promise<void>;
};

export type EmbeddedOptions = {
  readonly folder: string;
  readonly settings?: ServerSettings;
  readonly initFlags?: readonly string[];
  /** Receives the one line that explains an unusual place of the files. */
  readonly say?: (line: string) => void;
};

const DATABASE = 'postgres';
const START_TRIES = 5;
/** After a power cut of the server alone, its last workers hold the shared memory for a moment longer. */
const START_PAUSE_MS = 500;
const WAKING_TRIES = 300;
const WAKING_PAUSE_MS = 100;
const CANNOT_CONNECT_NOW = '57P03';

/** `cluster` is relative to the folder where it lies below it; `ready` is false until it has been made whole. */
const zState = z.strictObject({ cluster: z.string(), password: z.string(), ready: z.boolean() });
type State = z.infer<typeof zState>;

export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  return withFolderLock(folder, async () => {
    const user = serverUser();
    const state = readState(folder) ?? firstState(folder, user);
    const binaries = runnableBinaries(packagedBinaries(), user);
    const cluster: Cluster = { folder: resolve(folder, state.cluster), binaries, user };
    if (isAbsolute(state.cluster))
      options.say?.(`User postgres cannot enter ${folder}; the database's files are in ${state.cluster}.`);
    if (!state.ready) {
      await initCluster(cluster, state.password, options.initFlags ?? []);
      writeState(folder, { ...state, ready: true });
    } else if (!clusterExists(cluster.folder)) {
      throw new OperatorError(
        `The database's files are gone from ${cluster.folder}. Restore them from a backup.`,
      );
    }
    const url = (await runningUrl(cluster, state)) ?? (await start(cluster, state, options.settings ?? {}));
    const presence = await announcePresence(url, (isWanted) =>
      withFolderLock(folder, async () => {
        if (!isWanted() || (await runningUrl(cluster, state)) !== null) return;
        // The same port: every pool of every process goes there.
        await startCluster(cluster, Number(new URL(url).port), options.settings ?? {});
      }),
    );
    const leave = async (): Promise<void> => {
      if (await presence.leave()) await stopCluster(cluster);
    };
    return { url, stop: () => withFolderLock(folder, leave) };
  });
}

/** The address of a server that already runs on this very cluster, whoever started it. */
async function runningUrl(cluster: Cluster, state: State): Promise<string | null> {
  const found = postmaster(cluster.folder);
  if (!found) return null;
  const url = urlFor(found.port, state);
  for (let tries = 0; tries < WAKING_TRIES; tries += 1) {
    const answer = await ask(url, 'SHOW data_directory');
    if (answer !== WAKING) return answer === cluster.folder ? url : null;
    await delay(WAKING_PAUSE_MS);
  }
  throw new OperatorError(`The database in ${cluster.folder} has been recovering for too long.`);
}

async function start(cluster: Cluster, state: State, settings: ServerSettings): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    try {
      await startCluster(cluster, port, settings);
      return urlFor(port, state);
    } catch (cause) {
      if (tries === START_TRIES) throw withLog(cluster, cause);
      await delay(START_PAUSE_MS);
    }
  }
}

const WAKING = Symbol('waking');

/** The first value of the first row, null when nothing answers, or `WAKING` while the server recovers. */
async function ask(url: string, query: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(query);
    return Object.values(rows[0] ?? {})[0] ?? null;
  } catch (cause) {
    return (cause as { code?: string }).code === CANNOT_CONNECT_NOW ? WAKING : null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const urlFor = (port: number, state: State): string =>
  `postgres://puncta:${state.password}@127.0.0.1:${port}/${DATABASE}`;

/** The password is kept before the cluster is made, so a start cut short can go on with it. */
function firstState(folder: string, user: ServerUser | null): State {
  const place = clusterFolder(folder, user);
  const cluster = place.startsWith(folder) ? relative(folder, place) : place;
  const state = { cluster, password: randomBytes(24).toString('hex'), ready: false };
  writeState(folder, state);
  return state;
}

function readState(folder: string): State | null {
  try {
    return zState.parse(JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new OperatorError(`HQ cannot read ${join(folder, 'postgres.json')}.`, { cause });
  }
}

function writeState(folder: string, state: State): void {
  const draft = join(folder, 'postgres.json.new');
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, join(folder, 'postgres.json'));
}

function withLog(cluster: Cluster, cause: unknown): OperatorError {
  const log = join(cluster.folder, 'start.log');
  return new OperatorError(`The database in ${cluster.folder} does not start; ${log} says why.`, { cause });
}

function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => found(port));
    });
  });
}

/** One PostgreSQL cluster driven by its own tools: made once, started, found running, stopped. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../../operator-error.ts';
import { binary } from './binaries.ts';
import type { ServerUser } from './server-user.ts';

export type Cluster = {
  readonly folder: string;
  readonly binaries: string;
  readonly user: ServerUser | null;
};

/** Settings given on the server's command line, for example `{ fsync: 'off' }` in tests. */
export type ServerSettings = Readonly<Record<string, string>>;

const START_WAIT_SECONDS = 60;

/** Built-in C.UTF-8 needs no locale of the system; without these flags an unset LANG makes SQL_ASCII. */
const INIT_FLAGS = [
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
  '--username=puncta',
  '--set=listen_addresses=127.0.0.1',
  '--set=unix_socket_directories=',
  '--set=logging_collector=on',
  '--set=log_filename=server-%a.log',
  '--set=log_truncate_on_rotation=on',
  '--set=log_rotation_age=1d',
  '--set=log_rotation_size=0',
];

/**
 * Makes the cluster beside its place and renames it there. What a start that was cut short left behind goes, unless its
 * initdb is still writing; a later start finds that.
 */
export async function initCluster(
  cluster: Cluster,
  password: string,
  flags: readonly string[],
): Promise<void> {
  removeDrafts(cluster.folder);
  const draft = `${cluster.folder}.new-${randomBytes(6).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (cluster.user)
    for (const path of [draft, passwordFile]) chownSync(path, cluster.user.uid, cluster.user.gid);
  try {
    await run(cluster, 'initdb', [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...INIT_FLAGS, ...flags]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(cluster.folder, { recursive: true, force: true });
  renameSync(draft, cluster.folder);
}

function removeDrafts(folder: string): void {
  const drafts = readdirSync(dirname(folder)).filter((name) => name.startsWith(`${basename(folder)}.new-`));
  for (const name of drafts) {
    try {
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
    } catch {
      // Still being written to; it is in nobody's way.
    }
  }
}

export const clusterExists = (folder: string): boolean => existsSync(join(folder, 'PG_VERSION'));

export function startCluster(cluster: Cluster, port: number, settings: ServerSettings): Promise<void> {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const log = join(cluster.folder, 'start.log');
  return run(cluster, 'pg_ctl', [
    'start',
    '--wait',
    `--timeout=${START_WAIT_SECONDS}`,
    `--pgdata=${cluster.folder}`,
    `--log=${log}`,
    `--options=${[`-p ${port}`, ...options].join(' ')}`,
  ]);
}

export const stopCluster = (cluster: Cluster): Promise<void> =>
  run(cluster, 'pg_ctl', ['stop', '--mode=fast', '--wait', `--pgdata=${cluster.folder}`]);

/** What the cluster's own pid file says of a server that may be running. */
export function postmaster(folder: string): { readonly pid: number; readonly port: number } | null {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

function run(cluster: Cluster, tool: 'initdb' | 'pg_ctl', args: readonly string[]): Promise<void> {
  const said: string[] = [];
  const fault = (why: string, cause?: unknown): OperatorError =>
    new OperatorError(
      `The database in ${cluster.folder} failed (${tool}: ${why}).\n${said.join('').trim()}`,
      {
        cause,
      },
    );
  const child = spawn(binary(cluster.binaries, tool), args, {
    ...cluster.user,
    cwd: cluster.binaries,
    env: toolEnvironment(),
    // The server inherits these when pg_ctl starts it; a pipe would keep this process waiting for its end.
    stdio: ['ignore', tool === 'initdb' ? 'pipe' : 'ignore', tool === 'initdb' ? 'pipe' : 'ignore'],
    detached: true,
    windowsHide: true,
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(fault(cause.message, cause)));
    child.once('close', (code) => (code === 0 ? resolve() : reject(fault(`exit code ${code}`))));
  });
}

/** Nothing of the caller's language, time zone or PG* variables reaches the server. */
function toolEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  const windows = { ...(SystemRoot && { SystemRoot }), ...(TEMP && { TEMP }), ...(TMP && { TMP }) };
  return { ...(PATH && { PATH }), ...windows, LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Finds places that the server's user can enter. Below root's home (0700), or after `npm install` under umask 077, it
 * cannot; then the files go to a folder of the machine's own, and one line says so.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../operator-error.ts';
import { type Binaries, binary } from './binaries.ts';
import type { ServerUser } from './server-user.ts';
import { isThrowaway, throwawayCluster } from './throwaway-cluster.ts';

const SHARED_ROOT = '/var/lib/puncta';
const ANYONE_MAY_ENTER = 0o755;
const ANYONE_MAY_PASS = 0o011;

/** The folder of binaries that the user can run: the packages' own, or a copy of it. */
export function runnableBinaries(packaged: Binaries, user: ServerUser | null): string {
  if (user === null || runs(packaged.root, user)) return packaged.root;
  const copy = join(SHARED_ROOT, `postgres-${packaged.version}`);
  if (!runs(copy, user)) copyReadable(packaged.root, copy);
  if (!runs(copy, user)) throw new OperatorError(`User postgres cannot run the database in ${copy}.`);
  return copy;
}

/** The folder for the database's files: below HQ's own, unless the user cannot get there. */
export function clusterFolder(hqFolder: string, user: ServerUser | null): string {
  if (user === null) return join(hqFolder, 'cluster');
  openForPassing(hqFolder);
  if (enters(hqFolder, user)) return join(hqFolder, 'cluster');
  if (isThrowaway(hqFolder)) return throwawayCluster(hqFolder);
  makeReadable(join(SHARED_ROOT, 'clusters'));
  const name = createHash('sha256').update(hqFolder).digest('hex').slice(0, 16);
  return join(SHARED_ROOT, 'clusters', name);
}

const runs = (root: string, user: ServerUser): boolean =>
  spawnSync(binary(root, 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;

const enters = (folder: string, user: ServerUser): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;

/** HQ's folder holds files with modes of their own, so letting others pass through it shows them nothing. */
function openForPassing(folder: string): void {
  const { mode } = statSync(folder);
  const own = readdirSync(folder).every((name) => HQ_FILES.test(name));
  if (own) chmodSync(folder, (mode & 0o777) | ANYONE_MAY_PASS);
}

const HQ_FILES = /^(keys\.json|postgres\.json|cluster.*|.*\.lock)$/;

/** Copies beside the target and renames, so that a copy cut short is never taken for a whole one. */
function copyReadable(from: string, to: string): void {
  makeReadable(SHARED_ROOT);
  const draft = `${to}.${process.pid}.new`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  letAllRead(draft);
  if (existsSync(to)) rmSync(to, { recursive: true });
  renameSync(draft, to);
}

function makeReadable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(SHARED_ROOT, ANYONE_MAY_ENTER);
    chmodSync(folder, ANYONE_MAY_ENTER);
  } catch (cause) {
    throw new OperatorError(`HQ cannot make ${folder} for the database. Set DATABASE_URL to use another.`, {
      cause,
    });
  }
}

function letAllRead(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) letAllRead(join(path, name));
}

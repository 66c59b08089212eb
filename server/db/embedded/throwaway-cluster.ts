/**
 * HQ's folder below the system's folder for temporary files is somebody's trial or test. Its cluster, where it must lie
 * elsewhere, is as temporary: it goes once the folder it belongs to is gone.
 */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { postmaster } from './cluster.ts';
import { isAlive } from './folder-lock.ts';

const PREFIX = 'puncta-cluster-';
const OWNER_FILE = 'belongs-to';

export const isThrowaway = (hqFolder: string): boolean => !relative(tmpdir(), hqFolder).startsWith('..');

export function throwawayCluster(hqFolder: string): string {
  removeAbandoned();
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(home, OWNER_FILE), hqFolder);
  chmodSync(home, 0o711);
  return join(home, 'cluster');
}

function removeAbandoned(): void {
  const homes = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const home of homes.map((name) => join(tmpdir(), name)))
    if (isOurs(home) && isAbandoned(home)) rmSync(home, { recursive: true, force: true });
}

/** Anybody may write to the folder for temporary files. */
function isOurs(home: string): boolean {
  const stat = lstatSync(home, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.();
}

function isAbandoned(home: string): boolean {
  const owner = join(home, OWNER_FILE);
  if (!existsSync(owner) || existsSync(readFileSync(owner, 'utf8'))) return false;
  const running = postmaster(join(home, 'cluster'));
  return running === null || !isAlive(running.pid);
}

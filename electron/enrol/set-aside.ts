import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { GRANT_FILES } from '../lease/grant-file.ts';

const FILES = [
  'identity.sealed',
  'journal.sqlite',
  'journal.sqlite-wal',
  'journal.sqlite-shm',
  'journal.next.sqlite',
  'journal.tip',
  'segments',
  'renewal.sealed',
  'cache.sqlite',
  'cache.sqlite-wal',
  'cache.sqlite-shm',
  ...GRANT_FILES,
];

/** Moves what an earlier epoch left into a folder of its own. Nothing is deleted: it may hold unsent entries. */
export function setAside(userData: string, wallMs: number): void {
  const found = FILES.filter((name) => existsSync(join(userData, name)));
  if (found.length === 0) return;
  const folder = join(userData, `set-aside-${wallMs}`);
  mkdirSync(folder);
  for (const name of found) renameSync(join(userData, name), join(folder, name));
}

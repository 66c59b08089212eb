import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandLine } from './switches.ts';

type Manifest = { readonly name?: string; readonly productName?: string; readonly version?: string };

const chosen = new Map<string, string>();
const userDataSwitch = commandLine.getSwitchValue('user-data-dir');
if (userDataSwitch !== '') chosen.set('userData', userDataSwitch);

/** The nearest folder above the started file that has a package.json. */
export function appPath(): string {
  let folder = dirname(process.argv[1] ?? process.cwd());
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

export function manifest(): Manifest {
  const file = join(appPath(), 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
}

export function getPath(name: string): string {
  const path = chosen.get(name) ?? defaultPath(name);
  if (path === undefined) throw new Error(`Failed to get '${name}' path`);
  return path;
}

/** As in Electron, the folder is made when it is missing. */
export function setPath(name: string, path: string): void {
  mkdirSync(path, { recursive: true });
  chosen.set(name, path);
}

function defaultPath(name: string): string | undefined {
  if (name === 'home') return homedir();
  if (name === 'temp') return tmpdir();
  if (name === 'exe') return process.execPath;
  if (name === 'appData') return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  if (name === 'userData')
    return join(getPath('appData'), manifest().productName ?? manifest().name ?? 'app');
  if (name === 'sessionData') return getPath('userData');
  if (name === 'logs') return join(getPath('userData'), 'logs');
  if (name === 'crashDumps') return join(getPath('userData'), 'Crashpad');
  return undefined;
}

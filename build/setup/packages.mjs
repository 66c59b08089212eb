// `npm ci` runs only when what is installed differs from the lockfile. npm writes node_modules/.package-lock.json
// when an installation is complete, so comparing the two also notices one that was interrupted.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure, say } from './report.mjs';
import { projectRoot } from './root.mjs';

const outputBytes = 16 * 1024 * 1024;

export function ensurePackages() {
  if (isInstalled()) return;
  say('installing packages with npm ci (needed once, and again when package-lock.json changes)');
  const strict = npm('ci');
  if (strict.status === 0 && isInstalled()) return;
  // `npm ci` refuses a lockfile that leaves out packages of other systems, which npm writes where their registry
  // does not have them. `npm install` takes the locked versions all the same; --no-save keeps both files.
  say('npm ci refused the lockfile; installing the locked versions with npm install --no-save');
  const lenient = npm('install', '--no-save');
  if (lenient.status === 0 && isInstalled()) return;
  process.stderr.write(`${strict.stderr}\n${lenient.stderr}\n`);
  throw new SetupFailure(
    'The packages could not be installed (see above). Check the connection to the npm registry and try again.',
  );
}

function isInstalled() {
  const wanted = packagesOf(join(projectRoot, 'package-lock.json'));
  const found = packagesOf(join(projectRoot, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.peer || found[path]?.version === entry.version,
  );
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Runs the npm that started us, else the one in PATH. */
function npm(...args) {
  const script = process.env.npm_execpath;
  const known = script?.endsWith('.js');
  const command = known ? process.execPath : 'npm';
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  return spawnSync(command, [...(known ? [script] : []), ...args, ...options], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: outputBytes,
    shell: process.platform === 'win32' && !known,
  });
}

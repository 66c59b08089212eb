// `npm ci` runs only when what is installed differs from the lockfile. npm writes node_modules/.package-lock.json
// when an installation is complete, so comparing the two also notices one that was interrupted.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure, say } from './report.mjs';
import { projectRoot } from './root.mjs';

export function ensurePackages() {
  if (isInstalled()) return;
  say('installing packages with npm ci (needed once, and again when package-lock.json changes)');
  const { command, args } = npm();
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync(command, [...args, ...options], {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status === 0 && isInstalled()) return;
  throw new SetupFailure(
    'npm ci failed (see above). Check the connection to the npm registry and try again.',
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

/** The npm that started us, else the one in PATH. */
function npm() {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js')
    ? { command: process.execPath, args: [script] }
    : { command: 'npm', args: [] };
}

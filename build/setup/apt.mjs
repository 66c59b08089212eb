import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SetupFailure, say } from './report.mjs';

const lockTimeoutS = 600;
const listsTries = 60;
const listsPauseMs = 5000;

export function isDebianRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Waits for another apt to finish, for at most ten minutes. */
export function installWithApt(packages) {
  say(`installing ${packages.join(', ')} with apt-get (needed once)`);
  const lock = ['-o', `DPkg::Lock::Timeout=${lockTimeoutS}`];
  try {
    // A stale package list still installs more often than not, so its failure alone does not stop us.
    updateLists(lock);
  } catch {
    say('apt-get update failed; trying with the package list that is there');
  }
  try {
    apt([...lock, 'install', '-y', '-q', '--no-install-recommends', ...packages]);
  } catch (cause) {
    const lines = String(cause.stderr ?? '')
      .trim()
      .split('\n');
    throw new SetupFailure(
      `apt-get could not install ${packages.join(', ')} (${lines.at(-1)}). Install it yourself and try again.`,
    );
  }
}

/** apt's lock timeout covers dpkg's lock, not the one on the package lists. */
function updateLists(lock) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      apt([...lock, 'update', '-q']);
      return;
    } catch (cause) {
      if (attempt === listsTries || !String(cause.stderr).includes('Could not get lock')) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, listsPauseMs);
    }
  }
}

function apt(args) {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
}

/** Two commands started at once on one folder take turns in making and starting its database. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../../operator-error.ts';

const WAIT_MS = 90_000;
const PAUSE_MS = 50;

export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = join(folder, 'database.lock');
  const untilMs = performance.now() + WAIT_MS;
  while (!take(file)) {
    if (holderIsGone(file)) rmSync(file, { force: true });
    else if (performance.now() > untilMs)
      throw new OperatorError(`Another command has been starting the database in ${folder} for too long.`);
    else await delay(PAUSE_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new OperatorError(`HQ cannot write to ${file}.`, { cause });
  }
}

/** A lock that is being written just now has no pid yet and is left alone. */
function holderIsGone(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && pid !== process.pid && !isAlive(pid);
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

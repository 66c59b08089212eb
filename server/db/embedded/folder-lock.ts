/**
 * Commands started at once on one folder take turns in making, starting and stopping its database. The turn is SQLite's
 * own lock on an empty file: the operating system frees it when its holder dies, so nothing is ever left to clear away.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../../operator-error.ts';

const WAIT_MS = 90_000;
const PAUSE_MS = 50;
const BUSY = 5;

export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const turn = open(join(folder, 'turn.lock'));
  try {
    const untilMs = performance.now() + WAIT_MS;
    while (!take(turn)) {
      if (performance.now() > untilMs)
        throw new OperatorError(`Another command has been busy with the database in ${folder} for too long.`);
      await delay(PAUSE_MS);
    }
    return await work();
  } finally {
    turn.close();
  }
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file);
  } catch (cause) {
    throw new OperatorError(`HQ cannot write to ${file}.`, { cause });
  }
}

function take(turn: DatabaseSync): boolean {
  try {
    turn.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode === BUSY) return false;
    throw new OperatorError("HQ cannot take its turn at the database's folder.", { cause });
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

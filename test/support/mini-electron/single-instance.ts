import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { getPath } from './paths.ts';

export type SecondInstance = { readonly argv: readonly string[]; readonly folder: string };

// Electron takes the lock synchronously, so it is a file with the holder's process id; the socket beside it only
// carries what the second instance has to say.
const lockFile = (): string => join(getPath('userData'), 'mini-lock');
const socketPath = (): string => join(getPath('userData'), 'mini-lock.sock');

/** Takes the lock, or tells its holder about this process. `told` resolves when the holder has been told. */
export function takeLock(onSecond: (second: SecondInstance) => void): {
  taken: boolean;
  told: Promise<void>;
} {
  mkdirSync(getPath('userData'), { recursive: true });
  if (!claim()) return { taken: false, told: tellHolder() };
  rmSync(socketPath(), { force: true });
  createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('end', () => {
      socket.end();
      onSecond(JSON.parse(text) as SecondInstance);
    });
    socket.on('error', () => undefined);
  })
    .listen(socketPath())
    .unref();
  return { taken: true, told: Promise.resolve() };
}

export function releaseLock(): void {
  if (!existsSync(lockFile()) || holder() !== process.pid) return;
  rmSync(lockFile(), { force: true });
  rmSync(socketPath(), { force: true });
}

function claim(): boolean {
  for (;;) {
    try {
      writeFileSync(lockFile(), String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      const pid = holder();
      if (pid === process.pid) return true;
      if (pid !== undefined && isRunning(pid)) return false;
      rmSync(lockFile(), { force: true });
    }
  }
}

function holder(): number | undefined {
  try {
    const pid = Number(readFileSync(lockFile(), 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** A killed holder's id may belong to another program by now, so the id alone proves nothing. */
function isRunning(pid: number): boolean {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('mini-electron')
      : process.kill(pid, 0);
  } catch {
    return false;
  }
}

function tellHolder(): Promise<void> {
  const second: SecondInstance = { argv: process.argv, folder: process.cwd() };
  return new Promise((resolve) => {
    const socket = connect(socketPath(), () => socket.end(JSON.stringify(second)));
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
}

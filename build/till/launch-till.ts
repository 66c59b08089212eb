import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBundles } from '../bundle/ensure-bundles.ts';
import { freePort } from '../free-port.ts';
import { tillCommand } from './till-command.ts';
import type { TillOptions } from './till-options.ts';

const debugWaitMs = 60_000;
const debugPauseMs = 50;
const stopWaitMs = 15_000;
const keptLines = 200;

export type RunningTill = {
  readonly pid: number;
  /** For `chromium.connectOverCDP`; undefined unless a debug port was asked for. */
  readonly debugUrl: string | undefined;
  /** The last lines that main wrote. */
  readonly lines: () => readonly string[];
  /** Resolves to the exit code when main has ended; 128 and more after a signal. */
  readonly exited: Promise<number>;
  /** Asks main to quit, insists after 15 s, and resolves to its exit code. */
  readonly stop: () => Promise<number>;
  /** As a power cut: main gets no chance to tidy up. */
  readonly kill: () => Promise<number>;
};

/** Builds the till if its sources changed, starts it and, with a debug port, waits until it can be driven. */
export async function launchTill(options: TillOptions): Promise<RunningTill> {
  if (options.mainFile === undefined) await ensureBundles();
  const debugPort = options.debugPort === undefined ? undefined : await freePort(options.debugPort);
  const { file, args, env } = tillCommand(options, debugPort);
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    options.onLine?.(line);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', keep);
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  });
  exited.catch(() => undefined);
  const end = async (signal: NodeJS.Signals): Promise<number> => {
    child.kill(signal);
    const late = delay(stopWaitMs, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
    return await Promise.race([exited, late.then(() => exited)]);
  };
  const till = {
    pid: child.pid ?? 0,
    debugUrl: debugPort === undefined ? undefined : `http://127.0.0.1:${debugPort}`,
    lines: () => lines,
    exited,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
  if (till.debugUrl !== undefined) await waitUntilDrivable(till.debugUrl, till);
  return till;
}

async function waitUntilDrivable(url: string, till: RunningTill): Promise<void> {
  const untilMs = performance.now() + debugWaitMs;
  const ended = till.exited.then((code) => `it ended with code ${code}`);
  for (;;) {
    if (await answers(`${url}/json/version`)) return;
    const why = await Promise.race([ended, delay(debugPauseMs, undefined)]);
    if (why === undefined && performance.now() < untilMs) continue;
    await till.kill();
    const said = till.lines().join('\n');
    throw new Error(`The till opened no window: ${why ?? `nothing for ${debugWaitMs} ms`}.\n${said}`);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

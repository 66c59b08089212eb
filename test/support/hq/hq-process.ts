/** `npm run hq` as a process of its own: the real command over a real embedded PostgreSQL. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from './within.ts';

const PROJECT = join(import.meta.dirname, '../../..');

export type Ended = { readonly code: number; readonly lines: readonly string[] };

export type HqOptions = {
  readonly args: readonly string[];
  /** Where the sources lie, for a project that was put elsewhere. */
  readonly project?: string;
  readonly env?: NodeJS.ProcessEnv;
};

/** Longer than any start, recovery or stop of HQ takes on a busy machine. */
const LIMIT_MS = 120_000;

/** Runs a command to its end. */
export async function runHq(options: HqOptions): Promise<Ended> {
  const { child, lines, ended } = start(options);
  const code = await within(LIMIT_MS, `HQ ${options.args.join(' ')}`, ended).finally(() => child.kill());
  return { code, lines };
}

export type ServingHq = {
  readonly url: string;
  readonly pid: number;
  readonly lines: readonly string[];
  /** Resolves with the exit code when the process is gone, however it ended; 128 when a signal ended it. */
  readonly ended: Promise<number>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly stop: (signal?: NodeJS.Signals) => Promise<number>;
};

/** Resolves when HQ listens; rejects when it ends before, with what it said. */
export async function serveHq(options: HqOptions): Promise<ServingHq> {
  const { child, lines, ended, line } = start({
    ...options,
    args: ['serve', '--port', '0', ...options.args],
  });
  const over = ended.then((code) => {
    throw new Error(`HQ ended with ${code}:\n${lines.join('\n')}`);
  });
  over.catch(() => undefined);
  const listens = Promise.race([line(/^HQ listening on (\S+)$/), over]);
  const listening = await within(LIMIT_MS, 'HQ listens', listens).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw cause;
  });
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  const stop = async (name: NodeJS.Signals = 'SIGTERM'): Promise<number> => {
    signal(name);
    return within(LIMIT_MS, 'HQ ends', ended);
  };
  return { url: listening[1] ?? '', pid: child.pid ?? 0, lines, ended, signal, stop };
}

function start({ args, project = PROJECT, env = process.env }: HqOptions): {
  child: ChildProcess;
  lines: string[];
  ended: Promise<number>;
  line: (pattern: RegExp) => Promise<RegExpExecArray>;
} {
  const child = spawn(process.execPath, [join(project, 'server/cli.ts'), ...args], {
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const watchers = new Set<(text: string) => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (text) => {
      lines.push(text);
      for (const watch of watchers) watch(text);
    });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 128)));
  const line = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const watch = (text: string): void => {
        const match = pattern.exec(text);
        if (match) resolve(match);
      };
      watchers.add(watch);
      lines.forEach(watch);
    });
  return { child, lines, ended, line };
}

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const stopWaitMs = 20_000;
const keptLines = 40;

export type Program = {
  readonly pid: number;
  readonly exited: Promise<number>;
  /** The first line so far or to come that matches; rejects when the program ends without it. */
  readonly line: (pattern: RegExp, waitMs: number) => Promise<RegExpExecArray>;
  /** The lines of it so far that match. */
  readonly find: (pattern: RegExp) => readonly RegExpExecArray[];
  readonly stop: () => Promise<unknown>;
};

type Options = { readonly name: string; readonly file: string; readonly args: readonly string[] };

/** Starts a program of the project on this Node. Its output is kept; it is shown when the program fails. */
export function startProgram({ name, file, args }: Options): Program {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const keep = (line: string): void => {
    lines.push(line);
    if (lines.length > keptLines) lines.splice(keptLines / 2, 1);
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', keep);
  const exited = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 128));
  });
  const find = (pattern: RegExp): readonly RegExpExecArray[] =>
    lines.map((text) => pattern.exec(text)).filter((match) => match !== null);
  const appears = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const look = (): void => {
        const [match] = find(pattern);
        if (match === undefined) return;
        listeners.delete(look);
        resolve(match);
      };
      listeners.add(look);
      look();
    });
  const line = async (pattern: RegExp, waitMs: number): Promise<RegExpExecArray> => {
    const ended = exited.then((code) => `ended with code ${code}`);
    const late = delay(waitMs, `said nothing for ${waitMs / 1000} s`, { ref: false });
    const outcome = await Promise.race([appears(pattern), ended, late]);
    if (typeof outcome !== 'string') return outcome;
    throw new Error(`${name} ${outcome}.\n${lines.join('\n')}`);
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const late = delay(stopWaitMs, 'late', { ref: false });
    if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
    await exited;
  };
  return { pid: child.pid ?? 0, exited, line, find, stop };
}

/** A project as somebody has just cloned it, and `npm start` as they type it. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../build/project-root.ts';
import { familyOf } from '../processes.ts';

const COPIED = [
  'build',
  'data',
  'electron',
  'renderer',
  'server',
  'shared',
  'test/support',
  'test/e2e/demo',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

/** Below a folder that nobody else may enter, as root's home is. What is built and installed already is taken over. */
export function projectInClosedHome(): { readonly home: string; readonly project: string } {
  const home = mkdtempSync(join(tmpdir(), 'puncta-home-'));
  chmodSync(home, 0o700);
  const project = join(home, 'puncta');
  mkdirSync(project);
  for (const path of [...COPIED, 'out/main', 'out/preload', 'out/renderer', 'out/.stamp'])
    cpSync(join(projectRoot, path), join(project, path), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(project, 'node_modules'));
  return { home, project };
}

export type Started = {
  readonly lines: readonly string[];
  /** The first line so far or to come that matches; rejects when `npm start` ends without it. */
  readonly line: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** As Ctrl+C: resolves to the exit code. */
  readonly stop: () => Promise<number>;
  /** `kill -9` of what `npm start` started: the starter alone, or every program of it. */
  readonly kill: (what: 'starter' | 'everything') => Promise<void>;
};

export function npmStart(options: {
  readonly project: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}): Started {
  const child = spawn(process.execPath, [join(options.project, 'build/start.mjs'), ...(options.args ?? [])], {
    cwd: options.project,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const watch of watchers) watch();
    });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 128)));
  const line = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = lines.map((text) => pattern.exec(text)).find((each) => each !== null);
        if (!match) return;
        watchers.delete(look);
        resolve(match);
      };
      watchers.add(look);
      look();
      void ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${lines.join('\n')}`)));
    });
  return {
    lines,
    line,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
    kill: async (what) => {
      const family = familyOf(child.pid ?? 0);
      for (const pid of what === 'starter' ? family.slice(0, 2) : family) process.kill(pid, 'SIGKILL');
      await ended;
    },
  };
}

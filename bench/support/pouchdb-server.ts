/** The baseline's server: its packages, which are no part of the project, are installed under out/ when first wanted. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../build/project-root.ts';

export type PouchdbServer = { readonly url: string; readonly stop: () => Promise<void> };

export const BASELINE = join(projectRoot, 'out/bench-pouchdb');

/** Its leveldb comes built inside the package, so no script of any package is run. */
export function ensureBaseline(): void {
  mkdirSync(BASELINE, { recursive: true });
  cpSync(join(projectRoot, 'bench/pouchdb-server'), BASELINE, { recursive: true });
  if (existsSync(join(BASELINE, 'node_modules/.package-lock.json'))) return;
  console.log('  installing PouchDB’s server under out/ (needed once)');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: BASELINE,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

export async function pouchdbServer(): Promise<PouchdbServer> {
  ensureBaseline();
  const folder = mkdtempSync(join(tmpdir(), 'puncta-pouchdb-'));
  const child = spawn(process.execPath, ['server.mjs', folder], {
    cwd: BASELINE,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function portOf(child: ChildProcess): Promise<string> {
  if (child.stdout)
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^listening (\d+)$/.exec(line)?.[1];
      if (port !== undefined) return port;
    }
  throw new Error('PouchDB’s server did not start');
}

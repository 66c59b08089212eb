import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { sourceHash } from './source-hash.ts';

const sources = ['electron', 'renderer', 'shared', 'build/bundle', 'package-lock.json'];
const results = ['main/main.js', 'preload/preload.cjs', 'renderer/till/index.html'];
const stamp = join(projectRoot, 'out', '.stamp');

/** Builds what the till loads if its sources changed since the last time; says whether it had to. */
export async function ensureBundles(): Promise<'built' | 'unchanged'> {
  const hash = sourceHash(sources);
  if (isBuilt(hash)) return 'unchanged';
  // A build that fails half way must not pass for the one before it.
  rmSync(stamp, { force: true });
  const [{ build }, configs] = await Promise.all([import('vite'), import('./bundle-configs.ts')]);
  await build(configs.preloadConfig());
  await build(configs.mainConfig());
  await build(configs.rendererConfig());
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return 'built';
}

function isBuilt(hash: string): boolean {
  const complete = results.every((file) => existsSync(join(projectRoot, 'out', file)));
  return complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

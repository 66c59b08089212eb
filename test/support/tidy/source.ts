/** The project's own files as the tidy rules read them: a path from the root, and the text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Source = { readonly path: string; readonly text: string };

export const LAYERS = [
  'shared',
  'electron',
  'renderer',
  'server',
  'replay',
  'programme',
  'sim',
  'build',
  'bench',
  'test',
] as const;

const CODE = /\.(ts|tsx|cts|mts|mjs|js)$/;
const SKIPPED = new Set(['node_modules', 'out', 'dist', 'fixtures']);

export function readSources(root: string): readonly Source[] {
  return LAYERS.flatMap((layer) => filesBelow(root, layer))
    .filter((path) => CODE.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export const readDocs = (root: string, folder: string): readonly Source[] =>
  filesBelow(root, folder)
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((item) => {
    const path = `${folder}/${item.name}`;
    if (SKIPPED.has(item.name)) return [];
    return item.isDirectory() ? filesBelow(root, path) : [path];
  });
}

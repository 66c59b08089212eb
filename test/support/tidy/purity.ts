/** What the pure core may not touch, and shapes of module that hide structure. */
import type { Source } from './source.ts';

const IMPURE = [
  { pattern: /\bDate\.now\b/, name: 'Date.now' },
  { pattern: /\bnew Date\b/, name: 'new Date' },
  { pattern: /\bMath\.random\b/, name: 'Math.random' },
  { pattern: /\.toFixed\(/, name: 'toFixed' },
  { pattern: /\bparseFloat\b/, name: 'parseFloat' },
];

export function purityFaults({ path, text }: Source): readonly string[] {
  if (!path.startsWith('shared/')) return [];
  const code = withoutComments(text);
  return IMPURE.filter(({ pattern }) => pattern.test(code)).map(({ name }) => `${path} uses ${name}`);
}

/** Tools that load a configuration by its default export. */
const DEFAULT_EXPORT_WANTED = new Set(['vitest.config.ts']);

/** Stands for a whole package, so it has that package's shape. */
const FACADES = new Set(['test/support/mini-electron/electron.ts']);

export function moduleFaults({ path, text }: Source): readonly string[] {
  const code = withoutComments(text);
  const faults: string[] = [];
  if (/^export default\b/m.test(code) && !DEFAULT_EXPORT_WANTED.has(path))
    faults.push(`${path} has a default export`);
  if (FACADES.has(path)) return faults;
  if (/^export (\*|(type )?\{[^}]*\}) from\b/m.test(code))
    faults.push(`${path} passes on another module's exports`);
  return faults;
}

export const MAX_FILE_LINES = 300;

export function sizeFaults({ path, text }: Source): readonly string[] {
  const lines = text.split('\n').length - 1;
  return lines > MAX_FILE_LINES ? [`${path} has ${lines} lines, more than ${MAX_FILE_LINES}`] : [];
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;

export function nameFaults({ path }: Source): readonly string[] {
  return path.split('/').every((part) => NAME.test(part)) ? [] : [`${path} is not kebab-case`];
}

export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

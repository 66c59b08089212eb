/** Who may import whom: layers by folder, and the downward chain within shared/. */
import { posix } from 'node:path';
import type { Source } from './source.ts';

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  electron: ['electron', 'shared'],
  renderer: ['renderer', 'shared'],
  server: ['server', 'shared'],
  replay: ['replay', 'shared', 'server', 'electron'],
  programme: ['programme', 'shared'],
  sim: ['sim', 'shared'],
  build: ['build', 'shared', 'server', 'replay', 'test'],
  bench: ['bench', 'shared', 'electron', 'server', 'test', 'build'],
  test: [
    'test',
    'shared',
    'electron',
    'server',
    'renderer',
    'replay',
    'programme',
    'sim',
    'build',
    'bench',
    'node_modules',
  ],
};

/** Ranks within shared/: a folder imports only folders of a lower rank, or itself. */
const RANK: Readonly<Record<string, number>> = {
  kernel: 0,
  catalog: 1,
  scan: 2,
  basket: 2,
  loyalty: 3,
  ledger: 4,
  lease: 5,
  terms: 5,
  posting: 6,
  shift: 6,
  receipt: 7,
  protocol: 8,
  sync: 9,
  ipc: 9,
  i18n: 1,
};

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g;

export function importFaults({ path, text }: Source): readonly string[] {
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const target = posix.normalize(posix.join(posix.dirname(path), match[1] ?? match[2] ?? ''));
    return layerFault(path, target) ?? rankFault(path, target) ?? [];
  });
}

function layerFault(path: string, target: string): string | null {
  const [from = '', to = ''] = [layerOf(path), layerOf(target)];
  return ALLOWED[from]?.includes(to) ? null : `${path} imports ${target}: ${from}/ may not import ${to}/`;
}

function rankFault(path: string, target: string): string | null {
  if (layerOf(path) !== 'shared') return null;
  const [from = '', to = ''] = [path.split('/')[1], target.split('/')[1]];
  const [fromRank, toRank] = [RANK[from], RANK[to]];
  if (fromRank === undefined || toRank === undefined)
    return `${path} imports ${target}: give shared/${to} a rank`;
  return from === to || toRank < fromRank
    ? null
    : `${path} imports ${target}: shared/${from} is not above shared/${to}`;
}

const layerOf = (path: string): string | undefined => path.split('/')[0];

/** Differences of two documents that no sentence of the terms tells. */
import type { Programme } from '../loyalty/programme/programme.ts';
import type { TermWords } from './term-words.ts';

type Versions = { readonly before: Programme; readonly now: Programme };
type Told = { readonly words: TermWords; readonly told: ReadonlySet<string> };

/** Fields whose change is told by the heading, or is none: labels only name what stands in the terms. */
const TOLD_ELSEWHERE = new Set(['version', 'effectiveFrom']);

export function unseenChanges({ before, now }: Versions, { words, told }: Told): readonly string[] {
  const lists = ['rules', 'rewards', 'tiers'] as const;
  const inLists = lists.flatMap((list) => {
    const old = new Map((before[list] ?? []).map((each) => [each.id as string, each]));
    return (now[list] ?? []).flatMap((each) => {
      const was = old.get(each.id);
      const paths = was ? differingPaths(was, each) : [];
      const subject = `${list === 'tiers' ? 'tier' : 'rule'}:${each.id}`;
      return paths.length === 0 || told.has(subject) ? [] : [unseen(words, words.of(each.name), paths)];
    });
  });
  const own = differingPaths(without(before, lists), without(now, lists)).filter(
    (path) => !TOLD_ELSEWHERE.has(path) && ![...told].some((subject) => isTold(path, subject)),
  );
  return [...inLists, ...(own.length > 0 ? [unseen(words, words.of(now.name), own)] : [])];
}

const unseen = (words: TermWords, name: string, paths: readonly string[]): string =>
  words.say('diff.unseen', { name, paths: paths.join(', ') });

/** Which sentences tell of which part of the document. */
const SUBJECTS: Readonly<Record<string, string>> = {
  redemption: 'pay.',
  point: 'pay.worth',
  lots: 'lots.',
  returns: 'returns.',
  limits: 'limits.',
  tierPolicy: 'levels.',
  effectiveTo: 'effectiveTo',
  name: 'name',
};

function isTold(path: string, subject: string): boolean {
  const prefix = SUBJECTS[path.split('.')[0] ?? ''];
  return prefix !== undefined && subject.startsWith(prefix);
}

const without = (programme: Programme, lists: readonly string[]): object =>
  Object.fromEntries(Object.entries(programme).filter(([key]) => !lists.includes(key)));

/** Where two plain values differ: `limits.pointsPerReceipt`. */
export function differingPaths(before: unknown, now: unknown, path = ''): readonly string[] {
  if (Object.is(before, now)) return [];
  if (!isObject(before) || !isObject(now)) return [path];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((key) =>
    differingPaths(before[key], now[key], path === '' ? key : `${path}.${key}`),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

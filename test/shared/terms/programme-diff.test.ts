import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { bps, minor } from '../../../shared/kernel/units.ts';
import { checkProgramme } from '../../../shared/loyalty/check/check-programme.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { programmeDiff } from '../../../shared/terms/programme-diff.ts';
import { wholeExample } from '../../programme/examples.ts';
import { baseRule, doubleRule, programme } from '../../support/builders/programme.ts';

const sentences = (before: Programme, now: Programme, language: 'ro' | 'ru' | 'en' = 'en') =>
  programmeDiff({ before, now }, language).sentences;

const dearer = programme({
  version: 2,
  tiers: programme().tiers.map((tier) => (tier.from === 100_000 ? { ...tier, from: 300_000 } : tier)),
});

describe('DOC-5 what changes is told in words', () => {
  test('a level that starts elsewhere', () => {
    expect(sentences(programme(), dearer)).toEqual([
      '“Silver” now starts at 3,000 lei instead of 1,000 lei.',
    ]);
    expect(sentences(programme(), dearer, 'ro')).toEqual([
      'Nivelul „Silver” începe acum de la 3.000 de lei, nu de la 1.000 de lei.',
    ]);
    expect(sentences(programme(), dearer, 'ru')).toEqual([
      'Уровень «Silver» теперь начинается с отметки 3\u00a0000 леев вместо 1\u00a0000 леев.',
    ]);
  });

  test('a rule that is new, and one that is gone', () => {
    const more = programme({ rules: [baseRule(), doubleRule()] });
    expect(sentences(programme(), more)).toEqual([
      'New: Double. Points on all goods are multiplied by 2. It applies from 400 lei.',
    ]);
    expect(sentences(more, programme())).toEqual([
      'No longer: Double. Points on all goods are multiplied by 2. It applies from 400 lei.',
    ]);
  });

  test('a rule that gives something else, beside what it gave', () => {
    const before = programme({ rules: [doubleRule()] });
    const now = programme({
      rules: [doubleRule({ give: { kind: 'earnMultiplier', factorBps: bps(15_000) } })],
    });
    expect(sentences(before, now)).toEqual([
      'Double. Points on all goods are multiplied by 1.5. It applies from 400 lei. ' +
        'Until now: Points on all goods are multiplied by 2. It applies from 400 lei.',
    ]);
  });

  test('a rule under a new name', () => {
    const name = { ro: 'Dublu', ru: 'Вдвойне', en: 'Twice' };
    const before = programme({ rules: [doubleRule()] });
    expect(sentences(before, programme({ rules: [doubleRule({ name })] }))).toEqual([
      '“Double” is now called “Twice”.',
    ]);
  });

  test('what customers do not see is told by its path', () => {
    const limits = { timesPerCashierDay: 5 };
    const before = programme({ rules: [doubleRule()] });
    expect(sentences(before, programme({ rules: [doubleRule({ limits })] }))).toEqual([
      'Double: details changed that customers do not see (limits).',
    ]);
    expect(sentences(programme(), programme({ point: { scale: 1, worthMinor: minor(20) } }))).toEqual([
      'Test: details changed that customers do not see (point.worthMinor).',
    ]);
  });

  test('nothing, when only the version is another', () => {
    expect(sentences(programme(), programme({ version: 2 }))).toEqual(['Nothing changes.']);
    expect(sentences(programme(), programme({ version: 2 }), 'ru')).toEqual(['Ничего не меняется.']);
  });
});

type Leaf = { readonly path: readonly string[]; readonly value: unknown };

const leaves = (value: unknown, path: readonly string[] = []): readonly Leaf[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [{ path, value }];

function changed(value: unknown, path: readonly string[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as unknown as Record<string, unknown>)
    : { ...(value as Record<string, unknown>) };
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

const document = wholeExample();
const figures = leaves(document).filter(({ value }) => typeof value === 'number');

test.each(LANGUAGES)('DOC-5 no figure of a document changes unnoticed in %s', (language) => {
  const before = checkProgramme(document, null).programme as Programme;
  const nothing = programmeDiff({ before, now: before }, language).sentences;
  const others = figures.flatMap(({ path, value }) => {
    const now = checkProgramme(changed(document, path, (value as number) + 1), null).programme;
    return now === null || path[0] === 'version' ? [] : [{ path: path.join('.'), now }];
  });
  expect(others.length).toBeGreaterThan(70);
  for (const { path, now } of others)
    expect(programmeDiff({ before, now }, language).sentences, path).not.toEqual(nothing);
});

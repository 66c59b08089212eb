/** The status as people read it: on the page in their language, and at the command line. */
import { describe, expect, test } from 'vitest';
import type { HqStatus } from '../../../server/status/hq-status.ts';
import { pageLanguage } from '../../../server/status/page/page-language.ts';
import { statusPage } from '../../../server/status/page/status-page.ts';
import { statusLines } from '../../../server/status/status-lines.ts';
import { statusWords } from '../../../server/status/words/status-words.ts';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { busyStatus, freshStatus } from '../../support/status/sample-status.ts';

/** What stands on the page, without what makes it a page. */
const textOf = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ');

describe.each(LANGUAGES)('in %s', (language) => {
  const say = statusWords(language);

  test('OPR-1 the page says that every asset sums to 0, what waits, and who is silent longest', () => {
    const text = textOf(statusPage(busyStatus, language));
    expect(text).toContain(say('allZero'));
    expect(text).toContain(say('waiting', { count: 215 }));
    expect(text).toContain(say('longestSilent', { till: 's-centru-3' }));
    expect(text).toContain('s-centru-4');
    expect(text).toContain(say('incident.lease-closed'));
    expect(text).toContain(say('reason.revoked'));
    expect(text).not.toMatch(/undefined|NaN|\{\w+\}/);
  });

  test('OPR-1 an HQ on its first day has a page without tables', () => {
    const page = statusPage(freshStatus, language);
    expect(page).not.toContain('<table');
    expect(textOf(page)).toContain(say('nobody'));
    expect(textOf(page)).toContain(say('noTills'));
  });

  test('OPR-1 an asset that does not sum to 0 is the first thing that is said', () => {
    const [points, ...others] = busyStatus.sums;
    const wrong: HqStatus = { ...busyStatus, sums: points ? [{ ...points, total: 7 }, ...others] : [] };
    const text = textOf(statusPage(wrong, language));
    expect(text).not.toContain(say('allZero'));
    expect(text).toContain(say('notZeroMeans'));
    expect(text).toContain('7 ✗');
  });
});

test('OPR-1 amounts stand as people of that language write them', () => {
  expect(textOf(statusPage(busyStatus, 'ro'))).toContain('31.200 Puncte');
  expect(textOf(statusPage(busyStatus, 'ru'))).toContain('31 200 Баллы');
  expect(textOf(statusPage(busyStatus, 'en'))).toContain('420.50 Wallet');
});

test('OPR-2 a till’s name is text and nothing else', () => {
  const page = statusPage(busyStatus, 'ro');
  expect(page).toContain('Casa 3 &lt;târg&gt;');
  expect(page).not.toContain('<târg>');
});

test('OPR-2 the page has no script and loads nothing', () => {
  expect(statusPage(busyStatus, 'ro')).not.toMatch(/<script|<link|<img|@import|url\(|https?:/);
});

test.each([
  ['ru', undefined, 'ru'],
  ['de', 'en-GB,en;q=0.9', 'en'],
  [undefined, 'fr;q=0.9, ru-MD;q=0.8, en;q=0.7', 'ru'],
  [undefined, 'en;q=0.2,ro;q=0.8', 'ro'],
  [undefined, 'en;q=0', 'ro'],
  [undefined, ';;q=,,', 'ro'],
  [['ru', 'en'], 'x'.repeat(100_000), 'ro'],
  [undefined, undefined, 'ro'],
])('OPR-1 asked for %j by a browser that prefers %j the page is in %s', (asked, header, language) => {
  expect(pageLanguage(asked, header)).toBe(language);
});

test('OPR-1 the command line says the same', () => {
  const lines = statusLines(busyStatus);
  expect(lines).toContain('all zero: every asset sums to 0');
  expect(lines).toContain('frozen leases: 212 (the first 1 of 212)');
  expect(lines.find((line) => line.startsWith('s-centru-3'))).toMatch(
    /suspended.*31,200 Points, 420\.50 Wallet$/,
  );
  expect(statusLines(freshStatus)).toContain('frozen leases: none');
});

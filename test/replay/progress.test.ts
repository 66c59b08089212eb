import { expect, test } from 'vitest';
import { clockText, MARK_EVERY, startProgress } from '../../replay/progress.ts';
import { startTimings } from '../../replay/timings.ts';

function progress(isTTY: boolean, done = 0) {
  const said: string[] = [];
  const started = startProgress({
    total: 3 * MARK_EVERY,
    done,
    timings: startTimings(),
    journalBytes: () => 33_000_000,
    requests: () => new Map(),
    screen: { isTTY, write: (text) => said.push(text) },
  });
  for (let invoices = done + 1; invoices <= 2 * MARK_EVERY; invoices += 1) started.tick(invoices);
  started.done();
  return said.join('');
}

test('a log gets a line for every 2,000 invoices, and no bar', () => {
  const lines = progress(false).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^ {2}2000 invoices +[\d.]+ per second; ms each: engine 0\.0, .*journal 33 MB/);
});

test('a screen gets a bar that is gone before anything else is said', () => {
  const said = progress(true);
  expect(said).toContain(`] 1 of ${3 * MARK_EVERY} invoices, `);
  expect(said.endsWith('\r\x1b[K')).toBe(true);
});

test('a replay that goes on counts its own invoices', () => {
  expect(progress(false, MARK_EVERY).trimEnd().split('\n')).toHaveLength(1);
});

test.each([
  [900, '1 s'],
  [59_400, '59 s'],
  [125_000, '2 min 5 s'],
])('%i ms are %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLog } from '../../../electron/log/log.ts';
import { logFile, MAX_LOG_BYTES } from '../../../electron/log/log-file.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';

test('the log is a line per event, goes on in the same file, and fills two files at most', () => {
  const folder = tempFolder();
  createLog(logFile(folder)).info('hq.failed', { route: 'push', code: 'HQ-UNREACHABLE' });
  const write = logFile(folder);
  write('second');
  const lines = readFileSync(join(folder, 'main.log'), 'utf8').split('\n');
  expect(lines[0]).toMatch(/^\d{4}-.+Z \{"event":"hq.failed","route":"push","code":"HQ-UNREACHABLE"\}$/);
  expect(lines[1]).toContain('second');
  for (let n = 0; n < 30; n += 1) write('x'.repeat(MAX_LOG_BYTES / 10));
  const sizes = ['main.log', 'main.old.log'].map((name) => statSync(join(folder, name)).size);
  expect(Math.max(...sizes)).toBeLessThan(MAX_LOG_BYTES * 1.3);
});

test('a log that cannot be written is no failure', () => {
  const blocked = join(tempFolder(), 'file');
  writeFileSync(blocked, '');
  expect(() => logFile(blocked)('lost')).not.toThrow();
  expect(existsSync(join(blocked, 'main.log'))).toBe(false);
});

test('an exception’s text is cut to a length that a log can bear', () => {
  const lines: string[] = [];
  createLog((line) => lines.push(line)).error('call.failed', new Error('x'.repeat(100_000)));
  expect(lines[0]?.length).toBeLessThan(5_000);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Program, startProgram } from '../../build/start/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'program-'));
const waitMs = 20_000;

function start(source: string): Program {
  const file = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(file, source);
  return startProgram({ name: 'Head office', file, args: ['8480'] });
}

test('head office is up when it says so, and its address is read from that line', async () => {
  const hq = start(`
    console.log('enrolment code ABCD-1234');
    console.log('HQ listening on http://127.0.0.1:' + process.argv[2]);
    setInterval(() => undefined, 1000);
  `);
  const [, url] = await hq.line(/^HQ listening on (\S+)/, waitMs);
  expect(url).toBe('http://127.0.0.1:8480');
  expect(hq.find(/^enrolment code (\S+)/).map(([, code]) => code)).toEqual(['ABCD-1234']);
  expect(hq.find(/^never said/)).toEqual([]);
  await hq.stop();
  expect(await hq.exited).toBe(128);
});

test('a program that ends before it is up is reported with what it said', async () => {
  const hq = start(`console.error('The data folder cannot be written.'); process.exit(3);`);
  await expect(hq.line(/^HQ listening/, waitMs)).rejects.toThrow(
    /^Head office ended with code 3\.\nThe data folder cannot be written\.$/,
  );
});

test('a program that says nothing is not waited for without end', async () => {
  const hq = start('setInterval(() => undefined, 1000);');
  await expect(hq.line(/^HQ listening/, 300)).rejects.toThrow('Head office said nothing for 0.3 s.');
  await hq.stop();
});

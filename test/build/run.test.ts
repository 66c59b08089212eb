import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const run = join(import.meta.dirname, '..', '..', 'build', 'run.mjs');
const folder = mkdtempSync(join(tmpdir(), 'run-'));

function program(source: string): string {
  const file = join(folder, `${crypto.randomUUID()}.ts`);
  writeFileSync(file, source);
  return file;
}

test('a program runs on the project’s Node with its arguments, input and exit code', () => {
  const file = program(`
    const input: string = await new Response(process.stdin as never).text();
    console.log(JSON.stringify([process.versions.node.split('.')[0], process.argv.slice(2), input]));
    process.exit(7);
  `);
  const { status, stdout, stderr } = spawnSync('node', [run, file, '--lang', 'ro'], {
    input: 'hi',
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout)).toEqual(['24', ['--lang', 'ro'], 'hi']);
  expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
});

test('a signal reaches the program, and its exit code comes back', async () => {
  const file = program(`
    process.on('SIGTERM', () => process.exit(5));
    setInterval(() => undefined, 1000);
    console.log('up');
  `);
  const child = spawn('node', [run, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([5, null]);
});

test('without a file to run it says what it wants', () => {
  const { status, stderr } = spawnSync('node', [run], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'Name the file to run: node build/run.mjs FILE.ts [arguments]\n',
  });
});

test('a Chromium that is named but missing is one clear sentence', () => {
  const env = { ...process.env, CHROMIUM_BIN: '/nowhere/chromium' };
  const { status, stderr } = spawnSync('node', [run, program('')], { env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'set-up: CHROMIUM_BIN names /nowhere/chromium, which does not exist.\n',
  });
});

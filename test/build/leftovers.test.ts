import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { endLeftovers, noteProgram } from '../../build/start/leftovers.ts';

const folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function startProgram(name: string): Promise<{ readonly child: ChildProcess; readonly file: string }> {
  const file = join(folder, name);
  writeFileSync(file, `console.log('up'); setInterval(() => undefined, 1000);`);
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  await once(child.stdout, 'data');
  return { child, file };
}

test('a program that a killed run left behind is ended', async () => {
  const notes = join(folder, 'running.json');
  const { child, file } = await startProgram('hq.mjs');
  noteProgram(notes, { pid: child.pid ?? 0, file });
  const exit = once(child, 'exit');
  expect(await endLeftovers(notes)).toBe(1);
  expect(await exit).toEqual([null, 'SIGTERM']);
  expect(existsSync(notes)).toBe(false);
});

test('another program that got the id meanwhile is left alone', async () => {
  const notes = join(folder, 'reused.json');
  const { child } = await startProgram('somebody-else.mjs');
  noteProgram(notes, { pid: child.pid ?? 0, file: join(folder, 'hq.mjs') });
  expect(await endLeftovers(notes)).toBe(0);
  expect(child.exitCode).toBeNull();
  expect(child.signalCode).toBeNull();
});

test('notes that a crash cut off end nothing', async () => {
  const notes = join(folder, 'cut.json');
  writeFileSync(notes, '[{"pid":');
  expect(await endLeftovers(notes)).toBe(0);
});

/** Commands that come and go on one folder share one server, and the last one stops it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { postmaster } from '../../../../server/db/embedded/cluster.ts';
import { type EmbeddedDatabase, openEmbedded } from '../../../../server/db/embedded/open-embedded.ts';

const LONG_MS = 60_000;
/** Nothing of this is kept, so nothing waits for the disk. */
const QUICK = { settings: { fsync: 'off' }, initFlags: ['--no-sync'] } as const;

function hqFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-embedded-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const open = (folder: string): Promise<EmbeddedDatabase> => openEmbedded({ folder, ...QUICK });

async function answers({ url }: EmbeddedDatabase): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

test('OPS-2 the command that started the server may leave first; the last one stops it', {
  timeout: LONG_MS,
}, async () => {
  const folder = hqFolder();
  const [first, second] = await Promise.all([open(folder), open(folder)]);
  expect(second.url).toBe(first.url);
  await first.stop();
  expect(await answers(second)).toBe(true);
  await second.stop();
  expect(await answers(second)).toBe(false);
});

test('OPS-2 several that leave at once leave no server behind', { timeout: LONG_MS }, async () => {
  const folder = hqFolder();
  for (let round = 0; round < 3; round += 1) {
    const commands = await Promise.all([open(folder), open(folder), open(folder)]);
    await Promise.all(commands.map((command) => command.stop()));
    expect(await Promise.all(commands.map(answers))).toEqual([false, false, false]);
  }
});

test('OPS-2 one that comes while the last one leaves has a server that stays', {
  timeout: LONG_MS,
}, async () => {
  const folder = hqFolder();
  let staying = await open(folder);
  for (let round = 0; round < 5; round += 1) {
    const [, next] = await Promise.all([staying.stop(), open(folder)]);
    expect(await answers(next)).toBe(true);
    staying = next;
  }
  await staying.stop();
});

test('OPS-2 a server that was killed under two commands is started again, and stopped in the end', {
  timeout: LONG_MS,
}, async () => {
  const folder = hqFolder();
  const [first, second] = await Promise.all([open(folder), open(folder)]);
  process.kill(postmaster(join(folder, 'cluster'))?.pid ?? 0, 'SIGKILL');
  while (!(await answers(first))) await delay(100);
  expect(await answers(second)).toBe(true);
  await first.stop();
  await second.stop();
  expect(await answers(second)).toBe(false);
});

test("OPS-2 an operator's own session is not cut off", { timeout: LONG_MS }, async () => {
  const folder = hqFolder();
  const command = await open(folder);
  const session = new Client({ connectionString: command.url });
  session.on('error', () => undefined);
  await session.connect();
  await command.stop();
  expect((await session.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await session.end();
  await (await open(folder)).stop();
});

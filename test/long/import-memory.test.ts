/**
 * An import's memory does not grow with its file: it ends within a heap that could not hold its rows. How much a process
 * takes from the system says nothing of that; it depends on when the collector last thought it worth its while.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { tempFolder } from '../server/import/import-into.ts';
import { type Ended, runHq } from '../support/hq/hq-process.ts';
import { writeTestKeys } from '../support/hq/test-keys.ts';
import { testDatabase } from '../support/postgres/create-test-database.ts';

/** HQ and an import of any length need 32 to 40; the rows below are as much again, and more. */
const HEAP_MB = 64;
const MEMBERS = 240_000;

/** What an import that keeps the rows it has read would hold. */
const KEPT_ROWS = `globalThis.kept = Array.from({ length: ${MEMBERS} }, (_, n) => ({
  n, row: { card: 'P' + String(n).padStart(12, '0'), name: 'Ion Popescu ' + n, phone: '0' + (60_000_000 + n) } }))`;

async function membersFile(folder: string): Promise<string> {
  const file = join(folder, 'members.csv');
  const lines = Readable.from(
    (function* () {
      yield 'card;name;phone\n';
      for (let n = 0; n < MEMBERS; n += 1)
        yield `P${String(n).padStart(12, '0')};Ion Popescu ${n};0${60_000_000 + n}\n`;
    })(),
  );
  await pipeline(lines, createWriteStream(file));
  return file;
}

async function importInSmallHeap(heldBefore = ''): Promise<Ended> {
  const { url } = await testDatabase('demo');
  const folder = tempFolder();
  writeTestKeys(folder);
  const file = await membersFile(folder);
  const preload = `--import=data:text/javascript,${encodeURIComponent(heldBefore)}`;
  const nodeOptions = `--max-old-space-size=${HEAP_MB} ${preload}`;
  return runHq({
    args: ['import', 'members', file, '--dry-run', '--data', folder, '--dev-no-fsync'],
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: nodeOptions },
  });
}

test('IMP-17 a file of members is imported in a heap that could not hold its rows', async () => {
  const { lines } = await importInSmallHeap();
  expect(lines).toContain(`would be: added ${MEMBERS}, changed 0, same 0, refused 0`);
});

test('with as many rows kept beside it, the same import runs out of memory', async () => {
  const { code, lines } = await importInSmallHeap(KEPT_ROWS);
  expect(code).not.toBe(0);
  expect(lines.join('\n')).toContain('heap out of memory');
});

/** The command as a process of its own: its words, its exit codes, and what is left when it is killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCommandLine } from '../../../server/command-line.ts';
import { hqCommands } from '../../../server/commands/hq-commands.ts';
import { writeTestKeys } from '../../support/hq/test-keys.ts';
import { testDatabase } from '../../support/postgres/create-test-database.ts';
import { tempFile, tempFolder } from './import-into.ts';

const LONG_MS = 120_000;

async function place() {
  const { url, db } = await testDatabase('demo');
  const folder = tempFolder();
  writeTestKeys(folder);
  return { db, folder, url };
}

/** The command line in this process: what it says, line by line, and how it ends. */
async function run(...args: readonly string[]): Promise<{ code: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(...text.split('\n'));
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(say),
    vi.spyOn(console, 'error').mockImplementation(say),
  ];
  try {
    return { code: await runCommandLine(['import', ...args], hqCommands), lines };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test('IMP-1 it ends with 0 when what was asked is done, with 1 when a row or the file is refused', {
  timeout: LONG_MS,
}, async () => {
  const { folder, url } = await place();
  vi.stubEnv('DATABASE_URL', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const there = ['--tax', 'A', '--data', folder, '--dev-no-fsync'];
  const bad = tempFile('cod;denumire;pret\n77001;Unu;1,50\n77002;Doi;-1\n');
  const report = join(folder, 'refused.csv');
  const refused = await run('products', bad, ...there, '--report', report);
  expect([refused.code, refused.lines.at(-1)]).toEqual([
    1,
    'Refused rows: 1. Nothing was written. Correct the file, or take the good rows with --skip-bad.',
  ]);
  expect(readFileSync(report, 'utf8')).toContain("3;pret;is negative;'-1");
  const skipped = await run('products', bad, ...there, '--skip-bad');
  expect([skipped.code, skipped.lines.at(-1)]).toEqual([0, 'added 1, changed 0, same 0, refused 1']);
  const absent = await run('products', '/nowhere/goods.csv', ...there);
  expect([absent.code, absent.lines.at(-1)]).toEqual([1, 'There is no file /nowhere/goods.csv.']);
  const encoded = await run('products', bad, ...there, '--encoding', 'ebcdic');
  expect([encoded.code, encoded.lines.at(-2)]).toEqual([
    2,
    '--encoding takes one of utf-8, utf-16le, windows-1251, windows-1250, koi8-r, ibm866, not "ebcdic".',
  ]);
});

test.each([
  [['goods', 'x.csv'], 'KIND is products, members or balances, not "goods".'],
  [['products', 'x.csv', '--asset', 'points'], '--asset belongs to import balances.'],
  [['products'], 'FILE is missing.'],
  [['products', 'x.csv', 'y.csv'], '"y.csv" is one too many.'],
])('IMP-1 called as %j it ends with 2 and says why', async (args, words) => {
  const { code, lines } = await run(...args);
  expect([code, lines[0]]).toEqual([2, words]);
});

test('IMP-1 killed while it reads, it leaves nothing behind', { timeout: LONG_MS }, async () => {
  const { db, folder, url } = await place();
  const env = { ...process.env, DATABASE_URL: url };
  const rows = Array.from(
    { length: 20_000 },
    (_, index) => `8${String(index).padStart(7, '0')};Marfa ${index};1\n`,
  );
  const file = tempFile(`cod;denumire;pret\n${rows.join('')}`);
  const before = await db.selectFrom('product').select('id').execute();
  const cli = join(import.meta.dirname, '../../../server/cli.ts');
  const child = spawn(
    process.execPath,
    [cli, 'import', 'products', file, '--tax', 'A', '--data', folder, '--dev-no-fsync'],
    {
      env,
    },
  );
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('columns:')) break;
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  expect(await db.selectFrom('product').select('id').execute()).toHaveLength(before.length);
});

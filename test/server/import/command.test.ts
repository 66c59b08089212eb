/** The command as a process of its own: its words, its exit codes, and what is left when it is killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { runHq } from '../../support/hq/hq-process.ts';
import { writeTestKeys } from '../../support/hq/test-keys.ts';
import { testDatabase } from '../../support/postgres/create-test-database.ts';
import { tempFile, tempFolder } from './import-into.ts';

const LONG_MS = 60_000;

async function place() {
  const { url, db } = await testDatabase('demo');
  const folder = tempFolder();
  writeTestKeys(folder);
  const env = { ...process.env, DATABASE_URL: url };
  const run = (...args: readonly string[]) =>
    runHq({ args: ['import', ...args, '--data', folder, '--dev-no-fsync'], env });
  return { db, folder, env, run };
}

test('IMP-1 ends with 0 when everything was taken, with 1 when a row was refused, with 2 when it was misused', {
  timeout: LONG_MS,
}, async () => {
  const { run, folder } = await place();
  const good = tempFile('cod;denumire;pret\n77001;Unu;1,50\n');
  const bad = tempFile('cod;denumire;pret\n77001;Unu;1,50\n77002;Doi;-1\n');
  const taken = await run('products', good, '--tax', 'A');
  expect([taken.code, taken.lines.at(-1)]).toEqual([0, 'added 1, changed 0, same 0, refused 0']);
  const report = join(folder, 'refused.csv');
  const refused = await run('products', bad, '--tax', 'A', '--report', report);
  expect(refused.code).toBe(1);
  expect(refused.lines).toContain(
    '1 rows are refused; nothing was written. Correct the file, or take the good rows with --skip-bad.',
  );
  expect(readFileSync(report, 'utf8')).toContain("3;pret;is negative;'-1");
  const skipped = await run('products', bad, '--tax', 'A', '--skip-bad');
  expect([skipped.code, skipped.lines.at(-1)]).toEqual([0, 'added 0, changed 0, same 1, refused 1']);
  const misused = [
    await run('goods', good),
    await run('products', good, '--asset', 'points'),
    await run('products', good, '--encoding', 'ebcdic'),
    await run('products'),
  ];
  expect(misused.map(({ code, lines }) => [code, lines.find((line) => !line.startsWith('See '))])).toEqual([
    [2, 'KIND is products, members or balances, not "goods".'],
    [2, '--asset belongs to import balances.'],
    [2, '--encoding takes one of utf-8, utf-16le, windows-1251, windows-1250, koi8-r, ibm866, not "ebcdic".'],
    [2, 'FILE is missing.'],
  ]);
  const absent = await run('products', '/nowhere/goods.csv', '--tax', 'A');
  expect([absent.code, absent.lines.at(-1)]).toEqual([1, 'There is no file /nowhere/goods.csv.']);
});

test('IMP-1 killed while it reads, it leaves nothing behind', { timeout: LONG_MS }, async () => {
  const { db, folder, env } = await place();
  const rows = Array.from(
    { length: 60_000 },
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

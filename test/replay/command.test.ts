/** `npm run hq -- replay` as its user meets it. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replayCommand } from '../../replay/command.ts';
import { writeTestKeys } from '../support/hq/test-keys.ts';
import { testDatabase } from '../support/postgres/create-test-database.ts';
import { receiptFile } from '../support/replay/receipts.ts';
import { tempFolder } from '../support/till/temp-folder.ts';

const PROGRAM = join(import.meta.dirname, '../../build/hq.ts');
const LONG_MS = 120_000;

type Ended = { readonly code: number | null; readonly said: string };

function hq(args: readonly string[], databaseUrl?: string): Promise<Ended> {
  const env = { ...process.env, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

test('the help names it beside the commands of HQ alone, and says what it takes', {
  timeout: LONG_MS,
}, async () => {
  const all = await hq(['--help']);
  expect(all).toMatchObject({ code: 0 });
  expect(all.said).toMatch(/^ {2}serve {2,}/m);
  expect(all.said).toMatch(/^ {2}replay {2,}sell a file of real receipts/m);
  expect(replayCommand.help.join('\n')).toContain('--limit N');
});

test('without a file, or with one that is no file of receipts, it says so', {
  timeout: LONG_MS,
}, async () => {
  const path = join(tempFolder(), 'none.csv');
  const [missing, absent] = await Promise.all([hq(['replay']), hq(['replay', path, '--data', tempFolder()])]);
  expect(missing).toMatchObject({ code: 2, said: expect.stringContaining('FILE is missing.') });
  expect(absent).toEqual({
    code: 1,
    said: `looking through ${path}\n${path} cannot be read: there is no such file.\n`,
  });
});

test.each([
  ['0', '--limit takes a number above 0'],
  ['1e3', '--limit takes a whole number'],
  ['1000001', '--limit takes a whole number up to 1000000'],
])('--limit %s is refused', async (limit, words) => {
  await expect(replayCommand.run({ limit }, ['receipts.csv'])).rejects.toThrow(words);
});

test('RPL-6 a database with a shop of its own in it is left alone', { timeout: LONG_MS }, async () => {
  const { url } = await testDatabase('demo');
  const folder = tempFolder();
  mkdirSync(join(folder, 'hq'));
  writeTestKeys(join(folder, 'hq'));
  const ended = await hq(['replay', receiptFile([{}]), '--data', folder, '--dev-no-fsync'], url);
  expect(ended.said).toContain(
    'This database holds Mercur Market SRL. A replay wants a database of its own.',
  );
  expect(ended.code).toBe(1);
});

test('RPL-2, RPL-7 its last words are the figures, and that till and HQ say the same', {
  timeout: LONG_MS,
}, async () => {
  const { url } = await testDatabase('empty');
  const folder = tempFolder();
  const report = join(folder, 'refused.csv');
  const file = receiptFile([
    {},
    { UnitPrice: '0', Description: '=1+1' },
    { InvoiceNo: '536366', CustomerID: '', StockCode: 'POST', UnitPrice: '18', Quantity: '1' },
    { InvoiceNo: 'C536367', Quantity: '-6' },
  ]);
  const args = ['replay', file, '--data', folder, '--report', report, '--dev-no-fsync'];
  const { code, said } = await hq(args, url);
  expect(said).toMatch(/^lines +4$/m);
  expect(said).toMatch(/^ {2}sold +2$/m);
  expect(said).toMatch(/^ {4}return +1 {2}a return: the till does not take goods back yet$/m);
  expect(said).toMatch(/^gross, GBP +33\.30 {2}at HQ 33\.30$/m);
  expect(said).toMatch(/^points earned +15 {2}at HQ 15, in balances 15$/m);
  expect(said).toContain('journal and HQ say the same');
  expect(code).toBe(0);
  expect(readFileSync(report, 'utf8')).toBe(
    [
      'line,reason,meaning,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      "3,zeroPrice,no price,536365,21730,'=1+1,6,2010-12-01T08:26:00,0,17850,United Kingdom",
      '5,return,a return: the till does not take goods back yet,C536367,21730,RED MUG,-6,2010-12-01T08:26:00,2.55,17850,United Kingdom',
      '',
    ].join('\r\n'),
  );
});

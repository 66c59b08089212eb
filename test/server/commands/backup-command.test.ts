/** `backup` and `restore` as an operator runs them: real files, a real embedded PostgreSQL, a disk that is full. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openHq } from '../../../server/app/open-hq.ts';
import { newFile } from '../../../server/backup/new-file.ts';
import { makeEnrolmentCode } from '../../../server/enrol/enrolment-code.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { runHq, type ServingHq, serveHq } from '../../support/hq/hq-process.ts';
import { enrolOverWire, pushOverWire } from '../../support/hq/wire-till.ts';
import { smallDisk } from '../../support/small-disk/small-disk.ts';
import { TillChain } from '../../support/till-chain.ts';

const LONG_MS = 120_000;

let home = '';
let hq: ServingHq;
let till: TillChain;
const data = (): readonly string[] => ['--data', join(home, 'hq')];

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-backup-'));
  chmodSync(folder, 0o755);
  return folder;
}

beforeAll(async () => {
  home = tempFolder();
  hq = await serveHq({ args: [...data(), '--demo', '--demo-seed', '5'] });
  const { hq: opened, close } = await openHq({ folder: join(home, 'hq') });
  const made = await makeEnrolmentCode(opened, { store: asId('s-centru'), tillName: 'Casa 1' });
  await close();
  till = new TillChain();
  await enrolOverWire(hq.url, made?.code ?? '', till);
  till.tick();
  await pushOverWire(hq.url, till, { fromSeq: 1, count: 1 });
}, LONG_MS);
afterAll(async () => {
  await hq.stop();
  rmSync(home, { recursive: true, force: true });
});

test('OPS-4 OPS-5 HQ is backed up while it serves, destroyed, and comes back with its keys', {
  timeout: LONG_MS,
}, async () => {
  const out = join(home, 'with-keys.zip');
  const made = await runHq({ args: ['backup', '--with-keys', '--out', out, ...data()] });
  expect(made.code).toBe(0);
  expect(made.lines[0]).toBe(`backup written to ${out}`);
  expect(made.lines.filter((line) => line.startsWith('WARNING'))).toHaveLength(2);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  till.tick();
  const forgotten = await pushOverWire(hq.url, till, { fromSeq: 2, count: 1 });

  const elsewhere = ['--data', join(home, 'elsewhere')];
  const restored = await runHq({ args: ['restore', '--from', out, ...elsewhere] });
  expect([restored.code, restored.lines[1]]).toEqual([
    0,
    'the ledger verifies: 182 records; every asset sums to 0',
  ]);
  const again = await serveHq({ args: elsewhere });
  const ack = await pushOverWire(again.url, till, { fromSeq: 1, count: 2 });
  expect(ack).toMatchObject({ verdict: 'accepted', wm: 2, epochFromLogIndex: 181 });
  expect(ack.hqEpoch).toBeGreaterThan(forgotten.hqEpoch);
  expect(await again.stop()).toBe(0);
  const second = await runHq({ args: ['restore', '--from', out, ...elsewhere] });
  expect([second.code, second.lines[0]]).toEqual([1, expect.stringContaining('The database is not empty')]);
});

test('OPS-4 without its keys a backup is of no use, and it says so', { timeout: LONG_MS }, async () => {
  const out = join(home, 'without-keys.zip');
  const made = await runHq({ args: ['backup', '--out', out, ...data()] });
  expect(made.lines.at(-1)).toContain('keys.json is not in it: keep that file apart');
  const elsewhere = join(home, 'no-keys');
  const restored = await runHq({ args: ['restore', '--from', out, '--data', elsewhere] });
  expect([restored.code, restored.lines[0]]).toEqual([
    1,
    `There is no keys.json in ${elsewhere}, and none in the backup.`,
  ]);
  expect(existsSync(elsewhere)).toBe(false);
});

test('OPS-4 a file that is there stays as it is', { timeout: LONG_MS }, async () => {
  const taken = join(home, 'taken.zip');
  writeFileSync(taken, 'mine');
  const { code, lines } = await runHq({ args: ['backup', '--out', taken, ...data()] });
  expect([code, lines]).toEqual([
    1,
    [`${taken} is there already. Choose another name; nothing is ever overwritten.`],
  ]);
  expect(readFileSync(taken, 'utf8')).toBe('mine');
  const nowhere = await runHq({ args: ['backup', ...data()] });
  expect([nowhere.code, nowhere.lines[0]]).toEqual([2, 'Say where to with --out FILE.']);
});

test.each([
  ['none/hq.zip', 'cannot be written: its folder does not exist.'],
  ['taken.zip/hq.zip', 'cannot be written: its folder does not exist.'],
  ['', 'is there already.'],
])('OPS-4 a place like %j is refused in words', async (name, says) => {
  const folder = tempFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'taken.zip'), 'mine');
  await expect(newFile(join(folder, name))).rejects.toThrow(says);
  expect(readdirSync(folder)).toEqual(['taken.zip']);
});

test('OPS-4 a full disk is named, and nothing is left on it', { timeout: LONG_MS }, async () => {
  const disk = smallDisk(1);
  onTestFinished(disk.remove);
  disk.fillUpTo(32 * 1024);
  const before = readdirSync(disk.folder);
  const out = join(disk.folder, 'hq.zip');
  const { code, lines } = await runHq({ args: ['backup', '--out', out, ...data()] });
  expect([code, lines.at(-1)]).toEqual([1, `${out} cannot be written: the disk is full.`]);
  expect(readdirSync(disk.folder)).toEqual(before);
});

test('OPS-5 a file that is no backup is refused before anything is made', { timeout: LONG_MS }, async () => {
  const wrong = join(home, 'wrong.zip');
  writeFileSync(wrong, 'no zip at all, and a few more words so that it is long enough');
  const elsewhere = join(home, 'never-made');
  const { code, lines } = await runHq({ args: ['restore', '--from', wrong, '--data', elsewhere] });
  expect([code, lines]).toEqual([1, [`${wrong} is no backup of HQ, or its end was cut off.`]]);
  expect(existsSync(elsewhere)).toBe(false);
});

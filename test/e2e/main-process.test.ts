/** The life of the main process on its window: started twice, killed, its page crashed, its journal spoiled, ended. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchTill, type RunningTill } from '../../build/till/launch-till.ts';
import type { CallRequest, CallResponses } from '../../shared/ipc/contract.ts';
import type { CallName } from '../../shared/ipc/names.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { type Driver, driveWindows } from '../support/drive-window.ts';
import { ANA } from '../support/fake-hq/documents.ts';
import { CODE, type FakeHq, startFakeHq } from '../support/fake-hq/fake-hq.ts';
import { pageCall } from '../support/shop/page-call.ts';
import { saleDraft } from '../support/till/drafts.ts';

const BUSY = 3;
const folder = mkdtempSync(join(tmpdir(), 'puncta-main-'));
const userData = join(folder, 'till');
let hq: FakeHq;
let till: RunningTill;
let driver: Driver;
let page: Page;

beforeAll(async () => {
  hq = await startFakeHq();
  await start();
});
afterAll(async () => {
  await till.stop();
  await hq.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  till = await launchTill({ userData, hqUrl: hq.url, lang: 'en', dev: true, debugPort: 0, headless: true });
  await connect();
}

async function connect(): Promise<void> {
  driver = await driveWindows(till.debugUrl ?? '');
  page = await driver.page('/index.html');
  await page.waitForFunction(() => 'puncta' in globalThis);
}

const call = <Name extends CallName>(
  name: Name,
  request: CallRequest<Name>,
): Promise<Result<CallResponses[Name]>> =>
  pageCall(page, name, request) as Promise<Result<CallResponses[Name]>>;

const draft = saleDraft({ member: null });

test('JRN-3 a till killed right after a sale gives the same sale again to whoever asks with that basket', async () => {
  expect(await call('till.enrol', { hqUrl: hq.url, code: CODE })).toMatchObject({ ok: true });
  await call('cashier.signIn', { cashierId: ANA.id, pin: ANA.pin } as CallRequest<'cashier.signIn'>);
  await call('shift.open', { floatMinor: 0 } as CallRequest<'shift.open'>);
  const sold = await call('sale.commit', draft);
  expect(sold).toMatchObject({ ok: true });
  await till.kill();
  await start();
  expect(await call('sale.commit', draft)).toEqual(sold);
});

test('a second till on the same data says that it is open already, and leaves', async () => {
  const second = await launchTill({ userData, hqUrl: hq.url, lang: 'en', dev: true, headless: true });
  expect(await second.exited).toBe(BUSY);
  expect(second.lines().join('\n')).toContain('The till is already open on this computer.');
  expect(await call('till.status', null)).toMatchObject({ ok: true, value: { journal: { state: 'ok' } } });
});

test('a page that crashes is loaded again, and main has lost nothing', async () => {
  const before = await call('journal.entries', { afterRevision: 0, limit: 500 });
  await page.goto('chrome://crash').catch(() => undefined);
  const isBack = () => till.lines().some((line) => line.includes('window.again'));
  await expect.poll(isBack, { timeout: 30_000 }).toBe(true);
  // The driver keeps to the page that is gone.
  await driver.close();
  await connect();
  expect(await call('journal.entries', { afterRevision: 0, limit: 500 })).toEqual(before);
});

test('asked to stop, main ends in order and leaves one whole file', async () => {
  expect(await till.stop()).toBe(0);
  expect(() => readFileSync(join(userData, 'journal.sqlite-wal'))).toThrow(/ENOENT/);
  await start();
});

test('JRN-4 with a spoiled journal the till opens, says what to do, and touches nothing', async () => {
  await till.stop();
  const file = join(userData, 'journal.sqlite');
  const text = readFileSync(file, 'latin1').replaceAll('"floatMinor":0', '"floatMinor":9');
  writeFileSync(file, text, 'latin1');
  await start();
  expect(await call('till.status', null)).toMatchObject({ value: { journal: { state: 'damaged' } } });
  expect(await call('sale.commit', draft)).toMatchObject({ failure: { code: 'JOURNAL-DAMAGED' } });
  await page.waitForFunction(() => document.body.innerText.includes('JOURNAL-DAMAGED'));
  expect(await page.evaluate(() => document.body.innerText)).not.toContain('Error');
  await till.stop();
  expect(readFileSync(file, 'latin1')).toBe(text);
  await start();
});

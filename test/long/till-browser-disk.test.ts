/** DSK-1, DSK-5: no room for the browser's databases, be it main's disk or another. Selling goes on or says that it cannot. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { compareLedgers } from '../e2e/demo/compare-ledgers.ts';
import { readJournal } from '../e2e/demo/read-journal.ts';
import { readShopGoods } from '../e2e/demo/shop-goods.ts';
import { bringMember } from '../support/shop/bring-member.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { pageDone } from '../support/shop/page-call.ts';
import { expectNotice } from '../support/shop/shown-texts.ts';
import { openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk/small-disk.ts';

const MB = 1024 * 1024;
const { codes, cards } = readShopGoods();

async function sell(shop: TestShop, n: number): Promise<void> {
  await shop.robot().member(cards[n] ?? '');
  await shop.robot().scan(codes[n] ?? '');
  await shop.robot().pay('exact');
}

const sold = (shop: TestShop): number => salesIn(readJournal(shop.journalFile)).length;
const status = (shop: TestShop) => pageDone(shop.robot().page, 'till.status', null);

async function shopOn(disk: SmallDisk, userData: string, moreArguments: string[]): Promise<TestShop> {
  const shop = await openTestShop({ userData, firstStart: { moreArguments } });
  onTestFinished(async () => {
    await shop.close();
    disk.remove();
  });
  await shop.openForSelling();
  return shop;
}

async function expectAllAtHq(shop: TestShop): Promise<void> {
  await expect.poll(async () => (await status(shop)).hq.unsent, { timeout: 30_000 }).toBe(0);
  const database = await openEmbedded({ folder: shop.hqFolder });
  expect((await compareLedgers(shop.journalFile, database.url)).differences).toEqual([]);
}

test('DSK-1 one disk for all, almost full: goods and members are found, sales go on, and later all is as before', async () => {
  const disk = smallDisk(120);
  const shop = await shopOn(disk, disk.folder, ['--disk-limits=80,50,0,200']);
  await sell(shop, 1);
  disk.fillUpTo(30 * MB);
  await expect.poll(async () => (await status(shop)).disk.state, { timeout: 15_000 }).toBe('critical');
  for (const n of [2, 3, 4, 5]) await sell(shop, n);
  await shop.shoot('views-stand-still');
  disk.empty();
  await expect.poll(async () => (await status(shop)).disk.state, { timeout: 15_000 }).toBe('ok');
  for (const n of [2, 6]) await sell(shop, n);
  expect(sold(shop)).toBe(7);
  await expectAllAtHq(shop);
});

test('DSK-5 the browser’s disk is full: the screen says that it fails, never that goods are unknown, and comes back by itself', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'puncta-till-'));
  onTestFinished(() => rmSync(userData, { recursive: true, force: true }));
  const disk = smallDisk(96, join(userData, 'mini-chromium'));
  const shop = await shopOn(disk, userData, []);
  await sell(shop, 1);
  await shop.robot().page.keyboard.press('Enter');
  disk.fillUpTo(0);
  // Reading a full disk goes well: the window's databases close when HQ's next news must be written.
  await bringMember(shop, { cardNumber: '2990000099995', name: 'Maria Lungu', points: 100 });
  await expect.poll(() => notice(shop), { timeout: 60_000, interval: 500 }).toBe('CALL-FAILED');
  const lines = await shop.robot().lines();
  const before = sold(shop);
  await expectNotice(shop, failure('CALL-FAILED'), 'browser-disk-full');
  // A database that the browser gives up leaves room behind: it must stay full to keep the window out.
  await expect.poll(() => screenOnFull(shop, disk), { timeout: 90_000, interval: 200 }).toBe('starting');
  await shop.shoot('browser-disk-starting');

  disk.empty();
  await shop.robot().page.waitForSelector('[data-screen="sale"]', { timeout: 60_000 });
  await expect.poll(() => shop.robot().lines(), { timeout: 10_000 }).toEqual(lines);
  await expect.poll(() => isFound(shop, codes[7] ?? ''), { timeout: 60_000, interval: 1_000 }).toBe(true);
  await shop.robot().pay('exact');
  await sell(shop, 8);
  expect(sold(shop)).toBe(before + 2);
  await expectAllAtHq(shop);
});

async function screenOnFull(shop: TestShop, disk: SmallDisk): Promise<string | null> {
  disk.fillUpTo(0);
  const screen = await shop.robot().page.$('[data-screen]');
  return screen && screen.getAttribute('data-screen');
}

/** The code of what the screen has to say when goods are scanned; null: nothing. */
async function notice(shop: TestShop): Promise<string | null> {
  const { page } = shop.robot();
  await page.keyboard.type(codes[10] ?? '');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(100);
  const said = await page.$('[data-part="notice"][data-code]');
  return said && said.getAttribute('data-code');
}

/** The view is filled from HQ again; until it is, the screen says that goods are still being loaded. */
async function isFound(shop: TestShop, code: string): Promise<boolean> {
  const { page } = shop.robot();
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  return (await page.$(`[data-code="${code}"]`)) !== null;
}

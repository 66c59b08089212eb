/** DSK-1 … DSK-4 in front of a cashier: the till's own disk fills up, and gets room again. The browser's is another. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ballastPath } from '../../electron/disk/ballast.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { failureText } from '../../shared/i18n/translate.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { compareLedgers } from '../e2e/demo/compare-ledgers.ts';
import { readJournal } from '../e2e/demo/read-journal.ts';
import { readShopGoods } from '../e2e/demo/shop-goods.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { pageDone } from '../support/shop/page-call.ts';
import { papersOf } from '../support/shop/receipts-on-paper.ts';
import { expectNotice, inEachLanguage, partText, uiText } from '../support/shop/shown-texts.ts';
import { openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk/small-disk.ts';

const MB = 1024 * 1024;
const BALLAST_BYTES = 4 * MB;
const LIMITS = ['--disk-limits=16,8,4,24'];
const { codes, cards } = readShopGoods();
const [first = '', second = '', third = ''] = codes;

let disk: SmallDisk;
let browserFolder: string;
let shop: TestShop;
beforeAll(async () => {
  disk = smallDisk(40);
  browserFolder = mkdtempSync(join(tmpdir(), 'puncta-browser-'));
  symlinkSync(browserFolder, join(disk.folder, 'mini-chromium'));
  // As a till leaves it that was open for a minute on an emptier disk.
  writeFileSync(ballastPath(disk.folder), randomBytes(BALLAST_BYTES));
  shop = await openTestShop({ userData: disk.folder, firstStart: { moreArguments: LIMITS } });
  await shop.openForSelling();
});
afterAll(async () => {
  await shop.close();
  disk.remove();
  rmSync(browserFolder, { recursive: true, force: true });
});

const status = () => pageDone(shop.robot().page, 'till.status', null);
const receiptOf = async (): Promise<string> =>
  /s-centru-\d+-\d+-\d+/.exec(await partText(shop, 'done'))?.[0] ?? '';

test('DSK-4 the disk is full in the middle of a sale: the ballast goes, the sale goes through, the screen says how things stand', async () => {
  await shop.robot().member(cards[0] ?? '');
  await shop.robot().scan(first, 2);
  disk.fillUpTo(0);
  await shop.robot().scan(second);
  await shop.robot().pay('exact');
  expect(existsSync(ballastPath(disk.folder))).toBe(false);
  expect(await status()).toMatchObject({ disk: { state: 'critical' }, journal: { state: 'ok' } });
  const number = await receiptOf();
  await expect.poll(() => papersOf(shop.printer, number).length, { timeout: 20_000 }).toBe(1);
  await inEachLanguage(shop, async (language) => {
    expect(await partText(shop, 'strip-disk')).toBe(uiText('strip.diskCritical', language));
    const says =
      failureText(failure('DISK-CRITICAL', { free: '' }), language)
        .split(/[:.;]/)
        .at(-2) ?? '-';
    expect(await partText(shop, 'banner')).toContain(says.trim());
    await shop.shoot(`disk-critical-${language}`);
  });
});

test('DSK-4 with no room left a sale is refused, its basket stays, and with room it goes through', async () => {
  const before = salesIn(readJournal(shop.journalFile)).length;
  await shop.robot().page.keyboard.press('Enter');
  await shop.robot().scan(first);
  await shop.robot().scan(third);
  await untilRefused();
  const lines = await shop.robot().lines();
  const sold = salesIn(readJournal(shop.journalFile)).length;
  await expectNotice(shop, failure('JOURNAL-FULL'), 'disk-full');
  expect(await status()).toMatchObject({ disk: { state: 'critical' }, journal: { state: 'full' } });
  expect(await shop.robot().lines()).toEqual(lines);
  expect(lines.slice(0, 2)).toEqual([first, third]);
  expect(sold).toBe(before);

  disk.empty();
  await shop.robot().page.keyboard.press('Escape');
  await shop.robot().pay('exact');
  expect(salesIn(readJournal(shop.journalFile))).toHaveLength(sold + 1);
  const number = await receiptOf();
  await expect.poll(() => papersOf(shop.printer, number).length, { timeout: 20_000 }).toBe(1);
  await expect.poll(async () => (await status()).disk.state, { timeout: 15_000 }).toBe('ok');
  await expect.poll(async () => await shop.robot().page.$('[data-part="banner"]')).toBeNull();
});

test('PSH-1 what was sold before, on and after the full disk is at HQ, once', async () => {
  await expect.poll(async () => (await status()).hq, { timeout: 30_000 }).toMatchObject({ unsent: 0 });
  const database = await openEmbedded({ folder: shop.hqFolder });
  const ledgers = await compareLedgers(shop.journalFile, database.url);
  expect(ledgers.differences).toEqual([]);
  expect(ledgers.entries.hq).toBe(ledgers.entries.journal);
});

/** Whatever room SQLite still has within its own files is used up by more lines in the basket. */
async function untilRefused(): Promise<void> {
  const refused = '[data-part="notice"][data-code="JOURNAL-FULL"]';
  for (let line = 0; line < 40; line += 1) {
    disk.fillUpTo(0);
    await shop.robot().scan(codes[line + 3] ?? '');
    await shop.robot().page.waitForTimeout(50);
    if ((await shop.robot().page.$(refused)) !== null) break;
  }
  await shop.robot().page.keyboard.press('F12');
  await shop.robot().page.keyboard.press('F9');
  await shop.robot().page.waitForSelector(refused);
}

/** Main, the window or HQ stand still and go on: the cashier waits or sells, nothing is lost and nothing is sold twice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HQ_TIMEOUT_MS } from '../../electron/hq/hq-client.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { compareLedgers } from '../e2e/demo/compare-ledgers.ts';
import { readJournal } from '../e2e/demo/read-journal.ts';
import { readShopGoods } from '../e2e/demo/shop-goods.ts';
import { signIn } from '../support/faulty-main/kill-story.ts';
import { whileStopped } from '../support/faulty-main/while-stopped.ts';
import { familyNaming } from '../support/processes.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { pageDone } from '../support/shop/page-call.ts';
import { papersOf } from '../support/shop/receipts-on-paper.ts';
import { inEachLanguage, partText, uiText } from '../support/shop/shown-texts.ts';
import { openTestShop, type TestShop } from '../support/shop/test-shop.ts';

const { codes, cards } = readShopGoods();
const code = (n: number): string => codes[n] ?? '';
const STANDSTILL_MS = 4_000;
/** Long enough for a person to wait, and nothing that hangs on a line gets by with it. */
const SALE_MS = 3_000;

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.openForSelling();
});
afterAll(() => shop.close());

const sold = (): number => salesIn(readJournal(shop.journalFile)).length;
const press = (key: string): Promise<void> => shop.robot().page.keyboard.press(key);
const hqState = async () => (await pageDone(shop.robot().page, 'till.status', null)).hq;
const receiptOf = async (): Promise<string> =>
  /s-centru-\d+-\d+-\d+/.exec(await partText(shop, 'done'))?.[0] ?? '';

test('JRN-3 main stands still while a sale is paid: the screen waits, presses count once, one sale comes of it', async () => {
  await shop.robot().member(cards[0] ?? '');
  await shop.robot().scan(code(0));
  await whileStopped([shop.till().pid], async () => {
    await shop.robot().scan(code(1));
    expect(await shop.robot().lines()).toEqual([code(0), code(1)]);
    await press('F12');
    await shop.robot().page.waitForSelector('[data-part="pay"]');
    for (const key of ['F9', 'F9', 'Enter', 'F12', 'Enter']) await press(key);
    await shop.robot().page.waitForTimeout(STANDSTILL_MS);
    expect(await shop.robot().page.$('[data-part="done"]')).toBeNull();
    expect(await shop.robot().lines()).toEqual([code(0), code(1)]);
    await shop.shoot('main-stands-still');
  });
  await shop.robot().page.waitForSelector('[data-part="done"]');
  expect(sold()).toBe(1);
  const number = await receiptOf();
  await expect.poll(() => papersOf(shop.printer, number).length, { timeout: 20_000 }).toBe(1);
});

test('the window stands still: main sends on, and what was pressed meanwhile counts once', async () => {
  await press('Enter');
  await shop.robot().scan(code(2));
  await shop.robot().page.waitForTimeout(500);
  const renderers = familyNaming(shop.till().pid, '--type=renderer');
  let pressed: Promise<unknown> = Promise.resolve();
  await whileStopped(renderers, async () => {
    // Each key waits for the page to take it.
    pressed = Promise.all(['F12', 'F9', 'F9'].map((key) => press(key)));
    await new Promise((resolve) => setTimeout(resolve, STANDSTILL_MS));
    expect(sold()).toBe(1);
  });
  await pressed;
  await shop.robot().page.waitForSelector('[data-part="done"]');
  expect(sold()).toBe(2);
});

test('SYN-2 HQ stands still: sales take no longer, the line is called down after its time, and all is sent later', async () => {
  await expect.poll(async () => (await hqState()).unsent, { timeout: 30_000 }).toBe(0);
  await whileStopped([shop.hq().pid], async () => {
    for (const n of [3, 4, 5]) {
      const startedAt = performance.now();
      await shop.robot().member(cards[n] ?? '');
      await shop.robot().scan(code(n));
      await shop.robot().pay('exact');
      expect(performance.now() - startedAt).toBeLessThan(SALE_MS);
    }
    const link = async (): Promise<string> => (await hqState()).link;
    await expect.poll(link, { timeout: 2 * HQ_TIMEOUT_MS, interval: 500 }).toBe('offline');
    expect(await hqState()).toMatchObject({ unsent: 3 });
    await inEachLanguage(shop, async (language) => {
      const since = uiText('strip.offlineSince', language, { time: '' }).trim();
      expect(await partText(shop, 'strip-hq')).toContain(since);
      await shop.shoot(`hq-stands-still-${language}`);
    });
    await shop.restartTill();
    await signIn(shop);
    await shop.robot().scan(code(6));
    await shop.robot().pay('exact');
  });
  await expect.poll(hqState, { timeout: 60_000 }).toMatchObject({ link: 'online', unsent: 0 });
  expect(sold()).toBe(6);
  const database = await openEmbedded({ folder: shop.hqFolder });
  const ledgers = await compareLedgers(shop.journalFile, database.url);
  expect(ledgers.differences).toEqual([]);
  expect(ledgers.entries.hq).toBe(ledgers.entries.journal);
});

/** The first load of a new till under fire: its window goes, the till is killed, the line is cut, and somebody sells. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGE_DOCUMENTS } from '../../renderer/store/first-load.ts';
import { type CountingLine, startCountingLine } from '../support/big-shop/counting-line.ts';
import { bigShopCard, bigShopCode } from '../support/big-shop/seed-big-shop.ts';
import { seedFolder } from '../support/big-shop/seed-folder.ts';
import { ANA, openTestShop, type TestShop } from '../support/shop/test-shop.ts';

const PRODUCTS = 3_000;
const MEMBERS = 20_000;
const DEMO_MEMBERS = 200;
const ALL_MEMBERS = MEMBERS + DEMO_MEMBERS;
const LOAD_MS = 120_000;
/** The page in hand and the one that is fetched ahead. */
const TWO_PAGES = 2 * PAGE_DOCUMENTS;

let shop: TestShop;
let line: CountingLine;
beforeAll(async () => {
  shop = await openTestShop({
    wayToHq: async (port) => {
      line = await startCountingLine(port);
      return line.port;
    },
  });
  await seedFolder(shop.hqFolder, { products: PRODUCTS, members: MEMBERS });
}, 120_000);
afterAll(async () => {
  await shop.close();
  await line.close();
});

const page = (): Page => shop.robot().page;
const strip = async (): Promise<string | null> =>
  (await page().$('[data-part="strip-loading"]'))?.textContent() ?? null;
/** Waits for the word of the strip to say more than this; null when it is gone, because all is loaded. */
const waitForPercent = async (least: number): Promise<void> =>
  expect
    .poll(async () => Number(/Membri (\d+)/.exec((await strip()) ?? '')?.[1] ?? -1), {
      timeout: LOAD_MS,
      interval: 100,
    })
    .toBeGreaterThanOrEqual(least);

async function signInAgain(): Promise<void> {
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
}

test('LOD-1 LOD-2 LOD-3 window, till and line fail in the middle; nothing is loaded twice but two pages', async () => {
  await shop.openForSelling();
  await waitForPercent(5);
  expect(line.documents('products')).toBeGreaterThanOrEqual(PRODUCTS);

  // Goods are in: they sell, and a member who is not here yet is found at HQ.
  await shop.robot().scan(bigShopCode(PRODUCTS - 1));
  await shop.robot().member(bigShopCard(MEMBERS - 1));
  await shop.shoot('first-load-selling');
  await shop.robot().pay('exact');

  await page().reload();
  await page().waitForSelector('[data-screen="sale"]');
  await waitForPercent(25);

  await shop.restartTill();
  await signInAgain();
  await waitForPercent(45);

  line.setCut(true);
  await expect.poll(async () => (await shop.robot().hqState()).link, { timeout: 40_000 }).toBe('offline');
  await page().keyboard.type(bigShopCard(MEMBERS - 2));
  await page().keyboard.press('Enter');
  await page().waitForSelector('[data-part="notice"][data-code="MEMBER-LOADING"]');
  await shop.shoot('first-load-no-line');
  await shop.robot().scan(bigShopCode(17));
  await shop.robot().pay('exact');
  line.setCut(false);

  await expect.poll(strip, { timeout: LOAD_MS }).toBeNull();
  expect(line.documents('members')).toBeGreaterThanOrEqual(ALL_MEMBERS);
  expect(line.documents('members')).toBeLessThanOrEqual(ALL_MEMBERS + 3 * TWO_PAGES);
  expect(line.documents('products')).toBeLessThan(PRODUCTS + TWO_PAGES);
  for (const member of [0, 7_000, MEMBERS - 2]) {
    await shop.robot().member(bigShopCard(member));
    await page().keyboard.press('F2');
    await page().click('[data-member="asking"] button');
  }
}, 300_000);

test('a loaded till asks only for what is new', async () => {
  await shop.restartTill();
  line.forget();
  await signInAgain();
  await shop.robot().member(bigShopCard(MEMBERS - 3));
  expect(line.documents('members') + line.documents('products')).toBeLessThan(100);
});

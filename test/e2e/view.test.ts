/** The window's databases are a view: whoever deletes them between two runs finds everything again. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { i18nFor } from '../../shared/i18n/translate.ts';
import { ANA, openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { readShopGoods } from './demo/shop-goods.ts';

const { codes, cards } = readShopGoods();
const [first = '', second = '', third = ''] = codes;
const [card = ''] = cards;

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.openForSelling();
});
afterAll(() => shop.close());

/** What the cashier sees of basket and member. */
const seen = async () => ({
  lines: await shop.robot().lines(),
  total: await shop.robot().page.textContent('[data-part="total"]'),
  member: await shop
    .robot()
    .page.getAttribute('[data-part="member"]:not([data-member="none"])', 'data-member'),
  balance: await balance(),
  now: await shop.robot().page.textContent('[data-part="points-now"]'),
});

test('deleting them costs nothing: same basket, same member with the same points, same goods', async () => {
  const robot = shop.robot();
  await robot.member(card);
  await robot.scan(first, 3);
  await robot.pay('exact');
  await robot.member(card);
  await robot.scan(first);
  await robot.scan(second, 2);
  await untilPosted();
  const before = await seen();
  await shop.stopTill();

  const databases = foldersNamed(shop.userData, 'IndexedDB');
  expect(databases.length).toBeGreaterThan(0);
  for (const folder of databases) rmSync(folder, { recursive: true });
  await shop.startTill();
  await shop.robot().page.waitForSelector(`[data-cashier="${ANA}"]`);
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
  await shop.robot().page.waitForSelector('[data-part="points-now"]');
  await expect.poll(seen, { timeout: 30_000 }).toEqual(before);
  await shop.shoot('view-rebuilt');

  await shop.robot().scan(third);
  await shop.robot().pay('over');
});

/** Its time of day aside: that is when HQ was asked last. */
async function balance(): Promise<string | undefined> {
  const text = await shop.robot().page.textContent('[data-part="balance"]');
  return text?.replace(/\d\d:\d\d/, '');
}

/** Until HQ has posted the first sale and the window knows: then what is shown does not move any more. */
async function untilPosted(): Promise<void> {
  const nothingPending = i18nFor('ro').t('ui:member.noPending');
  await expect.poll(balance, { timeout: 40_000 }).toContain(nothingPending);
}

function foldersNamed(folder: string, name: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    if (!item.isDirectory()) return [];
    const path = join(folder, item.name);
    return item.name === name ? [path] : foldersNamed(path, name);
  });
}

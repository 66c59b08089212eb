/** Offers, a promo code and goods given free at a real till: what the window shows is what main signs and HQ accepts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineFaults } from '../support/shop/engine-faults.ts';
import { openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { readJournal } from './demo/read-journal.ts';
import { readShopGoods } from './demo/shop-goods.ts';

const { codes, cards } = readShopGoods();
const [first = ''] = codes;
const [card = ''] = cards;
const PROMO_CODE = 'toamna';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.openForSelling();
});
afterAll(() => shop.close());

const text = (part: string) => shop.robot().page.textContent(`[data-part="${part}"]`);

test('SAL-1 a basket with a coupon and a free bag is signed as it was shown', async () => {
  const robot = shop.robot();
  await robot.scan(first, 60);
  await robot.page.keyboard.type(PROMO_CODE);
  await robot.page.keyboard.press('Enter');
  await expect.poll(() => text('notice')).toContain('TOAMNA');
  await expect.poll(() => text('line-reasons')).toContain('TOAMNA');
  await robot.member(card);

  await robot.page.keyboard.press('F6');
  await robot.page.waitForSelector('[data-part="offers"]');
  await shop.shoot('offers');
  await robot.page.keyboard.press('Enter');
  await expect.poll(() => robot.page.locator('[data-part="offer"] s').count()).toBe(1);
  await robot.page.keyboard.type('1');
  await robot.page.keyboard.press('Enter');
  await expect.poll(() => robot.lines()).toHaveLength(2);
  await shop.shoot('offers-taken');
  await robot.pay('over');
  await shop.shoot('offers-paid');

  const sale = readJournal(shop.journalFile).find(({ head }) => head.kind === 'SALE');
  expect(JSON.parse(sale?.bodyText ?? '{}')).toMatchObject({
    seen: { coupons: [{ couponId: 'autumn' }], lines: [{}, { giftOf: 'bag' }] },
  });
  expect(engineFaults(readJournal(shop.journalFile))).toEqual([]);
  await expect.poll(async () => (await robot.hqState()).unsent, { timeout: 30_000 }).toBe(0);
});

/** PSH-4, EPO-2, EPO-3 at the screen: somebody puts an old copy of the till's folder back, and a code ends it. */
import { cpSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { failureText } from '../../shared/i18n/translate.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { compareEntries } from '../e2e/demo/compare-ledgers.ts';
import { readShopGoods } from '../e2e/demo/shop-goods.ts';
import { signIn } from '../support/faulty-main/kill-story.ts';
import { newCode } from '../support/hq/new-code.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { everyEntry } from '../support/shop/every-journal.ts';
import { pageDone } from '../support/shop/page-call.ts';
import { inEachLanguage, partText } from '../support/shop/shown-texts.ts';
import { ANA, openTestShop, type TestShop } from '../support/shop/test-shop.ts';

const { codes, cards } = readShopGoods();

async function sell(shop: TestShop, n: number): Promise<void> {
  await shop.robot().member(cards[n] ?? '');
  await shop.robot().scan(codes[n] ?? '');
  await shop.robot().pay('exact');
}

const hqState = async (shop: TestShop) => (await pageDone(shop.robot().page, 'till.status', null)).hq;
const allSent = (shop: TestShop): Promise<void> =>
  expect.poll(async () => (await hqState(shop)).unsent, { timeout: 40_000 }).toBe(0);

test('an old copy of the folder is restored: the till says so, sells on, and a code gives it a new beginning', async () => {
  const shop = await openTestShop();
  const { userData } = shop;
  const [copy, lost] = [`${userData}-copy`, `${userData}-lost`];
  try {
    await shop.openForSelling();
    await sell(shop, 1);
    await allSent(shop);
    await shop.stopTill();
    cpSync(userData, copy, { recursive: true });
    await shop.startTill();
    await signIn(shop);
    for (const n of [2, 3]) await sell(shop, n);
    await allSent(shop);
    await shop.stopTill();
    renameSync(userData, lost);
    renameSync(copy, userData);

    await shop.startTill();
    await signIn(shop);
    await expect.poll(async () => (await hqState(shop)).link, { timeout: 40_000 }).toBe('fork');
    await inEachLanguage(shop, async (language) => {
      expect(await partText(shop, 'banner')).toContain(failureText(failure('HQ-FORK'), language));
      await shop.shoot(`restored-fork-${language}`);
    });
    for (const n of [4, 5]) await sell(shop, n);
    await allSent(shop);
    await shop.robot().page.keyboard.press('Enter');
    await shop.robot().scan(codes[6] ?? '');
    await shop.robot().scan(codes[7] ?? '', 2);
    const lines = await shop.robot().lines();

    await shop.robot().page.click('[data-part="banner"] button');
    await shop.robot().page.waitForSelector('input[name="code"]');
    await shop.shoot('restored-code');
    await shop.robot().page.fill('input[name="code"]', await newCode(shop.hqFolder, 'Casa 1'));
    await shop.robot().page.keyboard.press('Enter');
    await shop.robot().signIn(ANA, shop.pin(ANA));
    await shop.robot().waitForScreen('sale');
    await expect.poll(() => shop.robot().lines(), { timeout: 10_000 }).toEqual(lines);
    await shop.shoot('restored-renewed');
    await shop.robot().pay('exact');
    expect(await partText(shop, 'done')).toContain('s-centru-1-2-');
    await expect.poll(() => hqState(shop), { timeout: 40_000 }).toMatchObject({ link: 'online', unsent: 0 });
    expect(await shop.robot().page.$('[data-part="banner"]')).toBeNull();

    const entries = everyEntry(userData, lost);
    expect(salesIn(entries)).toHaveLength(6);
    const database = await openEmbedded({ folder: shop.hqFolder });
    const ledgers = await compareEntries(entries, database.url);
    expect(ledgers.differences).toEqual([]);
    expect(ledgers).toMatchObject({ assetSums: { points: 0 }, quarantined: 0 });
    expect(ledgers.points.hq).toBe(ledgers.points.journal);
  } finally {
    await shop.close();
  }
});

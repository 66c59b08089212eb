/** FED-1 for longer, and the proof that the checker of it finds what is missed: the same campaign without the feed's lock. */
import { expect, test } from 'vitest';
import { removeFeedLock, runFeedCampaign } from '../support/hq/feed-campaign.ts';
import { type ShopProcesses, shopProcesses } from '../support/hq/shop-processes.ts';
import { createTestDatabase } from '../support/postgres/create-test-database.ts';

const SEED = 9_111;
const TURNS = 120;

async function shopOf(): Promise<ShopProcesses> {
  const database = await createTestDatabase('demo');
  await database.close();
  return shopProcesses(database.url, { durable: false });
}

test('FED-1 no commit is missed by any reader', async () => {
  const found = await runFeedCampaign(await shopOf(), { seed: SEED, turns: TURNS });
  console.log(JSON.stringify({ seed: SEED, ...found }));
  expect(found).toMatchObject({ missed: 0, invented: 0 });
  expect(found.commits + found.rollbacks).toBe(6 * TURNS);
  expect(Math.min(found.rollbacks, found.posted)).toBeGreaterThan(0);
});

test("without the feed's lock the same checker finds commits that readers missed", async () => {
  const shop = await shopOf();
  await removeFeedLock(shop);
  const found = await runFeedCampaign(shop, { seed: SEED, turns: TURNS });
  console.log(JSON.stringify({ seed: SEED, lock: false, ...found }));
  expect(found.missed).toBeGreaterThan(0);
});

/** FED-1 under fire: imports, prices, staff and postings committed in any order, read by checkpoint at two processes. */
import { expect, test } from 'vitest';
import { runFeedCampaign } from '../support/hq/feed-campaign.ts';
import { shopProcesses } from '../support/hq/shop-processes.ts';
import { createTestDatabase } from '../support/postgres/create-test-database.ts';

const SEED = 9_011;

test('FED-1 seven readers with pages of 3 to 1000 documents miss no commit of six writers and three tills', async () => {
  const database = await createTestDatabase('demo');
  await database.close();
  const shop = shopProcesses(database.url, { durable: false });
  const found = await runFeedCampaign(shop, { seed: SEED, turns: 20 });
  console.log(JSON.stringify({ seed: SEED, ...found }));
  expect(found).toMatchObject({ missed: 0, invented: 0 });
  expect(found.commits + found.rollbacks).toBe(120);
  expect(Math.min(found.rollbacks, found.posted)).toBeGreaterThan(0);
}, 300_000);

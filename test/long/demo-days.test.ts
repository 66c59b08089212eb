/** The whole demo day, sixty baskets, in the other languages and with other goods and members. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../build/project-root.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { compareLedgers } from '../e2e/demo/compare-ledgers.ts';
import { planDay } from '../e2e/demo/day-plan.ts';
import { readJournal } from '../e2e/demo/read-journal.ts';
import { sellDay } from '../e2e/demo/sell-day.ts';
import { readShopGoods } from '../e2e/demo/shop-goods.ts';
import { verdict } from '../e2e/demo/verdict.ts';
import { writeReceipts } from '../e2e/demo/write-receipts.ts';
import { engineFaults } from '../support/shop/engine-faults.ts';
import { openTestShop } from '../support/shop/test-shop.ts';

test.each([
  ['ru', 7],
  ['en', 4242],
])('a day in %s with seed %i ends with HQ and journal equal', async (language, seed) => {
  const out = join(projectRoot, 'out', 'screens', 'long', language);
  const shop = await openTestShop({ language, seed });
  try {
    const plan = planDay({ ...readShopGoods(), seed });
    const story = await sellDay({ shop, plan, screensFolder: out, say: () => undefined });
    const paper = await writeReceipts(shop.printer, join(out, 'receipts'), []);
    const database = await openEmbedded({ folder: shop.hqFolder });
    const ledgers = await compareLedgers(shop.journalFile, database.url);
    expect(verdict({ story, paper, ledgers })).toEqual([]);
    expect(engineFaults(readJournal(shop.journalFile))).toEqual([]);
    console.log(
      `${language}: ${ledgers.entries.hq} entries, ${ledgers.effects.hq} effects, ${ledgers.points.hq} points`,
    );
  } finally {
    await shop.close();
  }
});

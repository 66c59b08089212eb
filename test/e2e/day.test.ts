/** A short day as a cashier lives it: HQ away for half of it, a power cut in the middle, the close at its end. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../build/project-root.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { engineFaults } from '../support/shop/engine-faults.ts';
import { openTestShop, SHOP_SEED, type TestShop } from '../support/shop/test-shop.ts';
import { compareLedgers } from './demo/compare-ledgers.ts';
import { planDay } from './demo/day-plan.ts';
import { readJournal } from './demo/read-journal.ts';
import { type DayStory, sellDay } from './demo/sell-day.ts';
import { readShopGoods } from './demo/shop-goods.ts';
import { verdict } from './demo/verdict.ts';
import { writeReceipts } from './demo/write-receipts.ts';

const BASKETS = 12;
/** HQ goes and comes back, rights are waited for: on a machine that does other things as well. */
const BUSY_MS = 240_000;
const screensFolder = join(projectRoot, 'out', 'screens', 'e2e', 'day');

let shop: TestShop;
let story: DayStory;

beforeAll(async () => {
  shop = await openTestShop();
  const plan = planDay({ ...readShopGoods(), seed: SHOP_SEED, baskets: BASKETS });
  story = await sellDay({ shop, plan, screensFolder, say: () => undefined });
}, BUSY_MS);
afterAll(() => shop.close());

describe('a day with HQ down, a power cut and a close', () => {
  test('JRN-5 the basket under the cashier’s hands came through the power cut', () => {
    expect(story).toMatchObject({ baskets: BASKETS, soldWhileHqWasDown: 6, basketKeptOverRestart: true });
  });

  test('RGT-1 a regular pays with points while HQ is away, and with HQ', () => {
    expect(story.withPoints).toEqual({ withHq: { asked: 2, paid: 2 }, withoutHq: { asked: 2, paid: 2 } });
  });

  test('PSH-1, DAY-1 HQ has the whole day and confirms it, effect by effect', async () => {
    const paper = await writeReceipts(shop.printer, join(screensFolder, 'receipts'), []);
    const database = await openEmbedded({ folder: shop.hqFolder });
    const ledgers = await compareLedgers(shop.journalFile, database.url);
    expect(verdict({ story, paper, ledgers })).toEqual([]);
    expect(ledgers.points.hq).toBe(ledgers.points.journal);
    expect(story.day).toEqual({ confirmed: 'yes', unsent: 0 });
  });

  test('SAL-1 the engine confirms every entry that the till has signed', () => {
    expect(engineFaults(readJournal(shop.journalFile))).toEqual([]);
  });
});

describe('a day plan', () => {
  const shape = (baskets: number) => {
    const plan = planDay({ ...readShopGoods(), seed: 1, baskets });
    const down = plan.filter(({ hqUp }) => !hqUp).map(({ n }) => n);
    return [down[0], down.at(-1), plan.find(({ restartBeforePay }) => restartBeforePay)?.n];
  };
  test.each([
    [60, [16, 45, 31]],
    [12, [4, 9, 7]],
  ])('of %i baskets is without HQ from the first quarter to the last, and cut in the middle', (n, is) => {
    expect(shape(n)).toEqual(is);
  });
});

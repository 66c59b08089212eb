/** JRN-1, JRN-3, SPL-2, PSH-2 by fire: kill -9 of the whole till, window and all, at marked points. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generator } from '../e2e/demo/day-plan.ts';
import { countAfterKills, NOTHING_WRONG } from '../support/faulty-main/after-kills.ts';
import { type Kill, tellKills } from '../support/faulty-main/kill-story.ts';
import { withPowerCutAt } from '../support/faulty-main/preloaded.ts';
import { newCode } from '../support/hq/new-code.ts';
import { ANA, FLOAT_LEI, openTestShop, type TestShop } from '../support/shop/test-shop.ts';

/** A machine that does other things as well. */
const BUSY_MS = 180_000;
const SEED = 60_122;
const KILLS: readonly Kill[] = [
  { point: 'before-commit' },
  { point: 'after-commit' },
  { point: 'before-print' },
  { point: 'mid-print' },
  { point: 'after-push' },
];

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

test('ENR-1 the power goes while a till enrols: it asks for a new code, and takes it', async () => {
  await shop.restartTill(withPowerCutAt('enrol-unkept'));
  await expect(shop.enrol()).rejects.toThrow();
  await shop.till().exited;
  await shop.restartTill();
  await shop.robot().waitForScreen('enrol');
  await shop.robot().enrol(await newCode(shop.hqFolder));
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().openShift(FLOAT_LEI);
});

test(
  'JRN-1, SPL-2, PSH-2 the power goes before and after commit, print and push: once each, and nothing is lost',
  async () => {
    const story = await tellKills(shop, { kills: KILLS, random: generator(SEED) });
    const { counts, ledgers } = await countAfterKills(shop, story);
    console.log(
      `the whole till killed: ${JSON.stringify({ ...counts, kills: counts.kills + 1, seed: SEED })}`,
    );
    expect(story.basketFaults).toEqual([]);
    expect(ledgers.differences).toEqual([]);
    expect(counts).toMatchObject(NOTHING_WRONG);
    // Only the sale whose commit was cut short was never made; its basket was paid with the next one.
    expect(counts.sales).toBe(KILLS.length - 1);
    expect(counts.asked).toBe(1);
  },
  BUSY_MS,
);

/** The whole till killed under Chromium, at every marked point and at random, with HQ there and away. */
import { expect, test } from 'vitest';
import { generator } from '../e2e/demo/day-plan.ts';
import { readJournal } from '../e2e/demo/read-journal.ts';
import { countAfterKills, NOTHING_WRONG } from '../support/faulty-main/after-kills.ts';
import { type Kill, tellKills } from '../support/faulty-main/kill-story.ts';
import { engineFaults } from '../support/shop/engine-faults.ts';
import { openTestShop } from '../support/shop/test-shop.ts';

const SEED = 20_260;
const MARKED: readonly Kill[] = [
  { point: 'before-commit' },
  { point: 'after-commit' },
  { point: 'before-print' },
  { point: 'mid-print' },
  { point: 'before-push' },
  { point: 'after-push' },
];
const RANDOM: Kill = { point: 'random', withinMs: 4_000 };
const WITH_HQ: readonly Kill[] = [...MARKED, RANDOM, RANDOM, RANDOM, RANDOM];
/** Nothing is sent without HQ: what is killed here is kept for later. */
const WITHOUT_HQ: readonly Kill[] = [...MARKED.slice(0, 4), RANDOM, RANDOM, RANDOM, RANDOM];
const AGAIN: readonly Kill[] = [{ point: 'before-push' }, { point: 'after-push' }];

test('JRN-1, JRN-3, SPL-2, PSH-2 twenty power cuts: nothing lost, nothing doubled, no queue stuck, no basket gone', async () => {
  const shop = await openTestShop();
  try {
    await shop.openForSelling();
    const random = generator(SEED);
    const first = await tellKills(shop, { kills: WITH_HQ, random });
    await shop.hqDown();
    const second = await tellKills(shop, { kills: WITHOUT_HQ, random });
    await shop.hqUp();
    const third = await tellKills(shop, { kills: AGAIN, random });
    const parts = [first, second, third];
    const { counts, ledgers } = await countAfterKills(shop, {
      kills: parts.reduce((sum, { kills }) => sum + kills, 0),
      acknowledged: parts.flatMap(({ acknowledged }) => acknowledged),
      basketFaults: parts.flatMap(({ basketFaults }) => basketFaults),
    });
    console.log(`the whole till killed: ${JSON.stringify({ ...counts, seed: SEED })}`);
    expect(parts.flatMap(({ basketFaults }) => basketFaults)).toEqual([]);
    expect(ledgers.differences).toEqual([]);
    expect(counts).toMatchObject({ ...NOTHING_WRONG, kills: 20 });
    expect(counts.acknowledged).toBeGreaterThan(0);
    expect(engineFaults(readJournal(shop.journalFile))).toEqual([]);
  } finally {
    await shop.close();
  }
});

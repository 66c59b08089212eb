/** SEG-3, SEG-5 in real processes: the power goes while a month's journal is put away and the next one begins. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { demoStore } from '../../server/demo/demo-place.ts';
import { minuteOfDay } from '../../shared/kernel/time-of-day.ts';
import { epochMs } from '../../shared/kernel/units.ts';
import { compareEntries } from '../e2e/demo/compare-ledgers.ts';
import { readShopGoods } from '../e2e/demo/shop-goods.ts';
import { signIn } from '../support/faulty-main/kill-story.ts';
import { together, withClockFrom, withPowerCutAt } from '../support/faulty-main/preloaded.ts';
import { everyEntry } from '../support/shop/every-journal.ts';
import { pageDone } from '../support/shop/page-call.ts';
import { openTestShop, type TestShop } from '../support/shop/test-shop.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** More than a month ago at the same time of day: window and main must agree on the store's minute, whatever summer time does. */
function monthAgoMs(): number {
  const days = 35 * DAY_MINUTES * MINUTE_MS;
  const nowMs = Date.now();
  const minuteAt = (atMs: number): number => minuteOfDay(epochMs(atMs), demoStore.timeZone);
  const later = minuteAt(nowMs - days) - minuteAt(nowMs);
  const around = ((later + 1.5 * DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
  return -days - around * MINUTE_MS;
}
const { codes, cards } = readShopGoods();

async function sell(shop: TestShop, n: number): Promise<void> {
  await shop.robot().member(cards[n] ?? '');
  await shop.robot().scan(codes[n] ?? '');
  await shop.robot().pay('exact');
}

const allSent = (shop: TestShop): Promise<void> =>
  expect
    .poll(async () => (await pageDone(shop.robot().page, 'till.status', null)).hq.unsent, { timeout: 40_000 })
    .toBe(0);

test('the power goes twice while a month is put away: the chain goes on where it was, and HQ has all of it once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-month-'));
  const clock = join(folder, 'clock');
  writeFileSync(clock, String(monthAgoMs()));
  const clocks = withClockFrom(clock);
  const shop = await openTestShop({ firstStart: clocks, hqEnv: clocks.env ?? {} });
  try {
    await shop.openForSelling();
    for (const n of [1, 2]) await sell(shop, n);
    await shop.robot().page.keyboard.press('Enter');
    await shop.robot().scan(codes[3] ?? '');
    await shop.robot().scan(codes[4] ?? '', 2);
    const lines = await shop.robot().lines();
    await allSent(shop);
    await shop.stopTill();
    writeFileSync(clock, '0');
    // A month begins with its first entry; what came before is put away at the start after that.
    await shop.startTill(clocks);
    await shop.robot().waitForScreen('signIn');
    await allSent(shop);
    await shop.stopTill();

    for (const point of ['roll-begins', 'roll-moved'] as const)
      await expect(shop.startTill(together(clocks, withPowerCutAt(point)))).rejects.toThrow(/code 137/);
    await shop.startTill(clocks);
    await signIn(shop);
    await expect.poll(() => shop.robot().lines(), { timeout: 10_000 }).toEqual(lines);
    expect(readdirSync(join(shop.userData, 'segments'))).toEqual(['1-000001.sqlite']);
    await shop.robot().pay('exact');
    await allSent(shop);

    const entries = everyEntry(shop.userData).toSorted((a, b) => a.head.seq - b.head.seq);
    expect(entries.map(({ head }) => head.seq)).toEqual(entries.map((_, at) => at + 1));
    expect(entries.filter(({ head }) => head.kind === 'SALE')).toHaveLength(3);
    expect(entries.filter(({ head }) => head.kind === 'CHECKPOINT')).toHaveLength(1);
    const database = await openEmbedded({ folder: shop.hqFolder });
    const ledgers = await compareEntries(entries, database.url);
    expect(ledgers.differences).toEqual([]);
    expect(ledgers).toMatchObject({ assetSums: { points: 0 }, quarantined: 0 });
  } finally {
    await shop.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

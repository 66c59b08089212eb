/** CLK-1, CHN-4, EPO-7 in real processes: the computer's clock jumps five days back, five days ahead, and comes right. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIN_EPOCH_MS } from '../../electron/recovery/clock-renewal.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import { compareEntries } from '../e2e/demo/compare-ledgers.ts';
import { readJournal } from '../e2e/demo/read-journal.ts';
import { readShopGoods } from '../e2e/demo/shop-goods.ts';
import { withClockFrom } from '../support/faulty-main/preloaded.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { everyEntry } from '../support/shop/every-journal.ts';
import { pageDone } from '../support/shop/page-call.ts';
import { inEachLanguage, partText, uiText } from '../support/shop/shown-texts.ts';
import { openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { moveWindowClock } from '../support/shop/window-clock.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The till's and HQ's clocks run so much ahead of this test's: an epoch must be an hour old before it may be renewed. */
const LATER_MS = MIN_EPOCH_MS + 60_000;
const TEN_MINUTES_MS = 10 * 60_000;
const { codes, cards } = readShopGoods();

const folder = mkdtempSync(join(tmpdir(), 'puncta-clocks-'));
const clocks = { till: join(folder, 'till'), hq: join(folder, 'hq') };
const setClock = (whose: keyof typeof clocks, shiftMs: number): void =>
  writeFileSync(clocks[whose], String(shiftMs));
async function setTillClock(shiftMs: number): Promise<void> {
  setClock('till', shiftMs);
  await moveWindowClock(shop.robot().page, shiftMs);
}

let shop: TestShop;
beforeAll(async () => {
  setClock('till', 0);
  setClock('hq', 0);
  shop = await openTestShop({
    firstStart: withClockFrom(clocks.till),
    hqEnv: withClockFrom(clocks.hq).env ?? {},
  });
  await shop.openForSelling();
  await sell(1);
  await setTillClock(LATER_MS);
  setClock('hq', LATER_MS);
  await sell(2);
});
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sell(n: number): Promise<void> {
  await shop.robot().member(cards[n] ?? '');
  await shop.robot().scan(codes[n] ?? '');
  await shop.robot().pay('exact');
}

const status = (): Promise<TillStatus> => pageDone(shop.robot().page, 'till.status', null);
const heads = (): readonly EntryHead[] =>
  readJournal(shop.journalFile).map(({ headText }) => JSON.parse(headText) as EntryHead);
const isMonotone = (times: readonly number[]): boolean =>
  times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0));
const rightNow = (): number => Date.now() + LATER_MS;

test('CLK-1 five days behind: the strip says so, sales go on, and their time in the chain never runs back', async () => {
  await setTillClock(LATER_MS - 5 * DAY_MS);
  await sell(3);
  await expect.poll(async () => (await status()).clock, { timeout: 20_000 }).toBe('suspect');
  await shop.robot().page.waitForSelector('[data-part="strip-clock"]');
  await inEachLanguage(shop, async (language) => {
    expect(await partText(shop, 'strip-clock')).toBe(uiText('strip.clock', language));
    await shop.shoot(`clock-behind-${language}`);
  });
  await sell(4);
  await expect
    .poll(async () => (await status()).hq, { timeout: 40_000 })
    .toMatchObject({
      link: 'online',
      unsent: 0,
    });
  expect(isMonotone(heads().map(({ atMs }) => atMs))).toBe(true);
  const last = heads().at(-1);
  expect((last?.atMs ?? 0) - (last?.wallMs ?? 0)).toBeGreaterThan(4 * DAY_MS);
  await setTillClock(LATER_MS);
  await expect.poll(async () => (await status()).clock, { timeout: 30_000 }).toBe('trusted');
});

test('EPO-7 five days ahead and back: the till gets a new epoch by itself, and its time is right again', async () => {
  await setTillClock(LATER_MS + 5 * DAY_MS);
  await sell(5);
  await expect.poll(async () => (await status()).hq.unsent, { timeout: 40_000 }).toBe(0);
  expect(heads().at(-1)?.epoch).toBe(1);
  expect((heads().at(-1)?.atMs ?? 0) - rightNow()).toBeGreaterThan(4 * DAY_MS);
  await setTillClock(LATER_MS);
  await expect.poll(() => heads().at(-1)?.epoch, { timeout: 60_000, interval: 500 }).toBe(2);
  await sell(6);
  await expect
    .poll(async () => (await status()).hq, { timeout: 40_000 })
    .toMatchObject({
      link: 'online',
      unsent: 0,
    });
  const [first] = heads();
  expect(first).toMatchObject({ kind: 'CHECKPOINT', epoch: 2, seq: 1 });
  expect(heads().every(({ atMs }) => Math.abs(atMs - rightNow()) < TEN_MINUTES_MS)).toBe(true);
  expect((await status()).cashier).not.toBeNull();

  const entries = everyEntry(shop.userData);
  const ended = entries.map(({ head }) => head).filter(({ epoch }) => epoch === 1);
  expect(ended.toSorted((a, b) => a.seq - b.seq).at(-1)?.kind).toBe('SEAL');
  expect(salesIn(entries)).toHaveLength(6);
  const database = await openEmbedded({ folder: shop.hqFolder });
  const ledgers = await compareEntries(entries, database.url);
  expect(ledgers.differences).toEqual([]);
  expect(ledgers).toMatchObject({ assetSums: { points: 0 }, quarantined: 0 });
});

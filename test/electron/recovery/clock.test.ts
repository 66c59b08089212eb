/** A clock that jumps ahead and comes back: the till sells on, and renews itself when nobody notices. */
import { expect, test } from 'vitest';
import { MIN_EPOCH_MS } from '../../../electron/recovery/clock-renewal.ts';
import { ROUND_EVERY_MS } from '../../../electron/sync/round.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import type { DayCloseRequest } from '../../../shared/protocol/day-close.ts';
import { basketOf, product } from '../../support/builders/basket.ts';
import { CODE, type FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { newBasket } from '../../support/till/drafts.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';
import { round, sell } from '../../support/till/recovery.ts';
import { sellingTill, type TestTill } from '../../support/till/test-till.ts';

const DAY = 24 * 60 * 60_000;
const basket = { ...newBasket(79), lines: basketOf({ product: product(), pieces: 2 }).lines, nextN: 2 };

/** Time passes for everybody: the till's two clocks and HQ's. */
function pass(till: TestTill, hq: FakeHq, ms: number): void {
  hq.says.timeMs = epochMs(hq.says.timeMs + ms);
  till.time.pass(ms);
}

/** An hour and more into its epoch, its clock five days ahead, with a sale of that time. */
async function tillAhead(hq: FakeHq): Promise<TestTill> {
  const till = await sellingTill(hq);
  pass(till, hq, MIN_EPOCH_MS + 60_000);
  await round(till);
  till.time.setWall(hq.says.timeMs + 5 * DAY);
  await sell(till, 1);
  pass(till, hq, ROUND_EVERY_MS);
  await round(till);
  return till;
}

async function setRight(till: TestTill, hq: FakeHq): Promise<void> {
  till.time.setWall(hq.says.timeMs);
  pass(till, hq, ROUND_EVERY_MS);
  await round(till);
}

/** Work that no round of the test waits for. */
async function settled(till: TestTill): Promise<void> {
  for (let n = 0; n < 200 && till.till.renewed() === null && epochOf(till) === 1; n += 1)
    await new Promise((resolve) => setImmediate(resolve));
  await till.till.renewed();
  for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve));
}

const epochOf = (till: TestTill): number => {
  const session = till.till.session();
  return session.ok ? session.value.identity.epoch : 0;
};

test('CLK-2 a clock five days ahead is suspect as soon as HQ is heard, and the till sells on', async () => {
  const till = await tillAhead(await useFakeHq());
  expect(await till.done('till.status', null)).toMatchObject({ clock: 'suspect' });
  await sell(till, 1);
  await settled(till);
  expect(epochOf(till)).toBe(1);
});

test('EPO-7 when the clock is right again the till renews itself; cashier and shift stay, the line never looks down', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  const before = await till.done('till.status', null);
  const seen = till.events.length;
  await setRight(till, hq);
  await settled(till);
  expect(epochOf(till)).toBe(2);
  const after = await till.done('till.status', null);
  expect(after).toMatchObject({ cashier: before.cashier, shift: before.shift, clock: 'trusted' });
  expect(after).toMatchObject({ hq: { link: 'online' } });
  const links = till.events
    .slice(seen)
    .flatMap(({ name, payload }) =>
      name === 'status' ? [(payload as { hq: { link: string } }).hq.link] : [],
    );
  expect(new Set(links)).toEqual(new Set(['online']));
  await sell(till, 1);
  pass(till, hq, ROUND_EVERY_MS);
  await round(till);
  await round(till);
  const heads: readonly EntryHead[] = hq.book(2).held.map(({ head }) => head);
  expect(heads.map(({ kind }) => kind)).toEqual(['CHECKPOINT', 'SALE']);
  expect(heads[0]?.atMs).toBeLessThan(hq.says.timeMs + 60_000);
  expect(hq.book(1).held.at(-1)?.head).toMatchObject({ kind: 'SEAL' });
  expect(await till.done('till.status', null)).toMatchObject({ hq: { unsent: 0 }, older: null });
});

test('EPO-7 it waits while goods are in the basket', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  await till.done('basket.save', basket);
  await setRight(till, hq);
  await settled(till);
  expect(epochOf(till)).toBe(1);
  await till.done('basket.save', { ...basket, lines: [] });
  pass(till, hq, ROUND_EVERY_MS);
  await round(till);
  await settled(till);
  expect(epochOf(till)).toBe(2);
});

test('EPO-7 an answer that is lost is asked for again with the same key, over a restart too', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  hq.faults('renew', 'answerLost');
  await setRight(till, hq);
  await settled(till);
  expect(epochOf(till)).toBe(1);
  const restarted = await till.restart();
  await round(restarted);
  await settled(restarted);
  expect(epochOf(restarted)).toBe(2);
  const keys = hq.arrivals
    .filter(({ route }) => route === 'renew')
    .map(({ body }) => (body as { publicKey: string }).publicKey);
  expect(new Set(keys).size).toBe(1);
});

test('EPO-8 a lost answer blocks nobody: HQ refuses the old epoch, the till sells on and renews when it is quiet', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  hq.faults('renew', 'answerLost');
  await setRight(till, hq);
  await settled(till);
  await till.done('basket.save', basket);
  hq.says.revoked = true;
  pass(till, hq, ROUND_EVERY_MS);
  await round(till);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { link: 'offline' } });
  expect(await till.call('till.enrol', { hqUrl: null, code: CODE })).toMatchObject({
    failure: { code: 'ENROL-DONE' },
  });
  await sell(till, 1);
  await till.done('basket.save', { ...basket, lines: [] });
  pass(till, hq, ROUND_EVERY_MS);
  await round(till);
  hq.says.revoked = false;
  await settled(till);
  expect(epochOf(till)).toBe(2);
});

test('EPO-8 when HQ refuses the renewal too, the till says that it is blocked', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  hq.faults('renew', 'answerLost');
  await setRight(till, hq);
  await settled(till);
  hq.faults('renew', { refuse: 'REVOKED' });
  hq.says.revoked = true;
  pass(till, hq, ROUND_EVERY_MS);
  await round(till);
  await settled(till);
  expect(epochOf(till)).toBe(1);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { link: 'refused' } });
});

test('DAY-2 a day that HQ had not answered for when its epoch ended is asked about by the next one, once', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  const about = (): readonly DayCloseRequest[] =>
    hq.arrivals.filter(({ route }) => route === 'dayClose').map(({ body }) => body as DayCloseRequest);
  hq.faults('dayClose', 'answerLost', 'answerLost');
  await till.done('day.close', null);
  const atOnce = about().length;
  await setRight(till, hq);
  await settled(till);
  expect(epochOf(till)).toBe(2);
  for (let n = 0; n < 3; n += 1) {
    pass(till, hq, ROUND_EVERY_MS);
    await round(till);
  }
  const later = about().slice(atOnce);
  expect(later.at(-1)).toEqual(about()[0]);
  expect(later.at(-1)).toMatchObject({ epoch: 1 });
  const count = about().length;
  const restarted = await till.restart();
  await round(restarted);
  expect(about()).toHaveLength(count);
});

test('EPO-7 at most once an hour, however often the clock jumps', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  await setRight(till, hq);
  await settled(till);
  expect(epochOf(till)).toBe(2);
  till.time.setWall(hq.says.timeMs + 2 * DAY);
  await sell(till, 1);
  await setRight(till, hq);
  for (let n = 0; n < 300; n += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(epochOf(till)).toBe(2);
});

test('a till that HQ does not let renew stays what it is', async () => {
  const hq = await useFakeHq();
  const till = await tillAhead(hq);
  hq.faults('renew', { refuse: 'REVOKED' });
  await setRight(till, hq);
  for (let n = 0; n < 300; n += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(epochOf(till)).toBe(1);
  await sell(till, 1);
  expect(hq.says.timeMs).toBeGreaterThan(A_MORNING_MS);
});

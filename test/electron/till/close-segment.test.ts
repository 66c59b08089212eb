import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROUND_EVERY_MS } from '../../../electron/sync/round.ts';
import { CLOSE_AGAIN_MS } from '../../../electron/till/close-segment.ts';
import { epochMs, minor } from '../../../shared/kernel/units.ts';
import type { FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { round, sell } from '../../support/till/recovery.ts';
import { sellingTill, type TestTill } from '../../support/till/test-till.ts';

const TEN_DAYS_MS = 10 * 24 * 60 * 60_000;
const closedSegment = (till: TestTill): boolean =>
  existsSync(join(till.userData, 'segments/1-000001.sqlite'));

/** Time passes for everybody: the till's two clocks and HQ's. */
function pass(till: TestTill, hq: FakeHq, ms: number): void {
  hq.says.timeMs = epochMs(hq.says.timeMs + ms);
  till.time.pass(ms);
}

/** One round, and what the till does by itself after it. */
async function roundAndAfter(till: TestTill): Promise<void> {
  await round(till);
  await till.till.renewed();
}

/** It began in November, and sells in December. */
async function tillInItsSecondMonth(hq: FakeHq): Promise<TestTill> {
  const till = await sellingTill(hq);
  await sell(till, 2);
  pass(till, hq, TEN_DAYS_MS);
  await sell(till, 1);
  return till;
}

test('SEG-3 a till that is never switched off puts last month’s journal away between two shifts', async () => {
  const hq = await useFakeHq();
  const till = await tillInItsSecondMonth(hq);
  const { cashier } = await till.done('till.status', null);
  await till.done('shift.close', { countedMinor: minor(0) });
  await till.done('day.close', null);
  await roundAndAfter(till);
  expect(closedSegment(till)).toBe(true);
  const status = await till.done('till.status', null);
  expect(status).toMatchObject({ cashier, hq: { link: 'online' }, journal: { state: 'ok' } });
  expect(till.session().desk.journal.start).toMatchObject({ number: 2 });
  await till.done('shift.open', { floatMinor: minor(0) });
  await till.done('sale.commit', saleDraft());
  await roundAndAfter(till);
  expect((await till.done('till.status', null)).hq.unsent).toBe(0);
});

test('SEG-3 not while a shift is open or goods lie in the basket', async () => {
  const hq = await useFakeHq();
  const till = await tillInItsSecondMonth(hq);
  await roundAndAfter(till);
  pass(till, hq, ROUND_EVERY_MS);
  await roundAndAfter(till);
  expect(closedSegment(till)).toBe(false);
  const { basketId: id, lines } = saleDraft();
  await till.done('shift.close', { countedMinor: minor(0) });
  await till.done('basket.save', { id, lines, nextN: 2, memberId: null });
  await roundAndAfter(till);
  expect(closedSegment(till)).toBe(false);
  await till.done('basket.save', { id, lines: [], nextN: 2, memberId: null });
  await roundAndAfter(till);
  expect(closedSegment(till)).toBe(true);
});

test('SEG-3 a segment that cannot be put away stays live, and is left alone for an hour', async () => {
  const hq = await useFakeHq();
  const till = await tillInItsSecondMonth(hq);
  const refusals = (): number => till.logged.filter((line) => line.includes('segment.notClosed')).length;
  writeFileSync(join(till.userData, 'segments'), 'no folder');
  await till.done('shift.close', { countedMinor: minor(0) });
  for (let n = 0; n < 3; n += 1) {
    pass(till, hq, ROUND_EVERY_MS);
    await roundAndAfter(till);
  }
  expect(refusals()).toBe(1);
  expect(await till.done('till.status', null)).toMatchObject({ journal: { state: 'ok' } });
  rmSync(join(till.userData, 'segments'));
  pass(till, hq, CLOSE_AGAIN_MS);
  await roundAndAfter(till);
  expect(closedSegment(till)).toBe(true);
});

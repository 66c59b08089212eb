/** A till whose disk fills up, with real bytes on a real small disk. */

import { statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { ballastPath } from '../../../electron/disk/ballast.ts';
import { EPOCH_BYTES, LOOK_EVERY_MS } from '../../../electron/disk/disk-guard.ts';
import { diskLimitsFrom } from '../../../electron/disk/disk-limits.ts';
import { BALLAST_AFTER_MS, SLICE_EVERY_MS } from '../../../electron/disk/lay-ballast.ts';
import { CODE } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { type SmallDisk, smallDisk } from '../../support/small-disk/small-disk.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { sellingTill, type TestTill, testTill } from '../../support/till/test-till.ts';

const MB = 1024 * 1024;
const BALLAST = 4 * MB;
const LIMITS = diskLimitsFrom('16,8,4,24');

async function tillOnSmallDisk(): Promise<{ disk: SmallDisk; till: TestTill }> {
  const disk = smallDisk(40);
  onTestFinished(disk.remove);
  const till = await sellingTill(await useFakeHq(), { userData: disk.folder, diskLimits: LIMITS });
  onTestFinished(till.till.stop);
  return { disk, till };
}

const held = ({ folder }: SmallDisk): number =>
  statSync(ballastPath(folder), { throwIfNoEntry: false })?.size ?? 0;

/** Time enough for a whole ballast; each slice is written in the disk's own time. */
async function layBallast(disk: SmallDisk, till: TestTill): Promise<void> {
  till.time.pass(BALLAST_AFTER_MS);
  const heldLater = (): number => {
    till.time.pass(SLICE_EVERY_MS);
    return held(disk);
  };
  await expect.poll(heldLater, { interval: 5 }).toBe(BALLAST);
}

const diskOf = async (till: TestTill) => (await till.done('till.status', null)).disk;
const sell = (till: TestTill) => till.call('sale.commit', saleDraft());
const look = (till: TestTill): void => till.time.pass(LOOK_EVERY_MS);

test('DSK-1 the till says in time that the disk fills up, and when there is room again', async () => {
  const { disk, till } = await tillOnSmallDisk();
  expect(await diskOf(till)).toMatchObject({ state: 'ok' });
  disk.fillUpTo(15 * MB);
  look(till);
  expect(await diskOf(till)).toEqual({ state: 'low', freeBytes: 15_000_000 });
  disk.fillUpTo(7 * MB);
  look(till);
  expect(await diskOf(till)).toEqual({ state: 'critical', freeBytes: 7_300_000 });
  till.time.pass(0);
  expect(till.events.findLast(({ name }) => name === 'status')?.payload).toMatchObject({
    disk: { state: 'critical' },
  });
  expect(await sell(till)).toMatchObject({ ok: true });
  disk.empty();
  look(till);
  expect(await diskOf(till)).toMatchObject({ state: 'ok' });
  const codes = till.logged
    .filter((line) => line.includes('disk.state'))
    .map((line) => JSON.parse(line).code);
  expect(codes).toEqual(['DISK-LOW', 'DISK-CRITICAL', null]);
});

test('DSK-3 the ballast is laid down later and in slices, given away when it matters, and laid down again', async () => {
  const { disk, till } = await tillOnSmallDisk();
  till.time.pass(BALLAST_AFTER_MS - 1);
  expect(held(disk)).toBe(0);
  await layBallast(disk, till);
  expect(await diskOf(till)).toMatchObject({ state: 'ok' });

  disk.fillUpTo(7 * MB);
  look(till);
  expect(held(disk)).toBe(0);
  expect(disk.freeBytes()).toBeGreaterThanOrEqual(10 * MB);
  expect(await diskOf(till)).toMatchObject({ state: 'critical' });
  till.time.pass(2 * BALLAST_AFTER_MS);
  look(till);
  expect(held(disk)).toBe(0);

  disk.empty();
  look(till);
  await layBallast(disk, till);
});

test('DSK-4 a disk that fills up between two looks: the ballast goes, and the sale in hand goes through', async () => {
  const { disk, till } = await tillOnSmallDisk();
  await layBallast(disk, till);
  disk.fillUpTo(0);
  const before = till.session().desk.journal.tip().seq;
  for (let sale = 1; sale <= 20; sale += 1) expect(await sell(till)).toMatchObject({ ok: true });
  expect(till.session().desk.journal.tip().seq).toBe(before + 20);
  expect(held(disk)).toBe(0);
  expect(await diskOf(till)).toMatchObject({ state: 'critical' });
});

test('DSK-4 without a ballast the sale is refused and nothing is half done; with room it goes through', async () => {
  const { disk, till } = await tillOnSmallDisk();
  disk.fillUpTo(0);
  const draft = saleDraft();
  await expect
    .poll(async () => (await till.call('sale.commit', saleDraft())).ok, { timeout: 20_000 })
    .toBe(false);
  const { seq } = till.session().desk.journal.tip();
  expect(await till.call('sale.commit', draft)).toEqual({ ok: false, failure: { code: 'JOURNAL-FULL' } });
  expect(await till.done('till.status', null)).toMatchObject({
    journal: { state: 'full', lastSeq: seq },
    disk: { state: 'critical' },
  });
  disk.empty();
  expect(await till.call('sale.commit', draft)).toMatchObject({ ok: true, value: { seq: seq + 1 } });
  expect(await till.done('till.status', null)).toMatchObject({ journal: { state: 'ok' } });
});

test('DSK-4 a till that finds the disk full when it starts gives the ballast and opens', async () => {
  const { disk, till } = await tillOnSmallDisk();
  await layBallast(disk, till);
  await till.till.stop();
  disk.fillUpTo(0);
  const again = await till.restart();
  expect(again.till.session().ok).toBe(true);
  expect(held(disk)).toBe(0);
});

test('ENR-1 a till without room asks for none of HQ’s codes: the same code works when there is room', async () => {
  const disk = smallDisk(40);
  onTestFinished(disk.remove);
  const hq = await useFakeHq();
  const till = testTill({ userData: disk.folder, diskLimits: LIMITS });
  onTestFinished(till.till.stop);
  disk.fillUpTo(EPOCH_BYTES - MB);
  const call = { hqUrl: hq.url, code: CODE };
  expect(await till.call('till.enrol', call)).toEqual({ ok: false, failure: { code: 'JOURNAL-FULL' } });
  expect(hq.arrivals).toEqual([]);
  disk.empty();
  expect(await till.call('till.enrol', call)).toMatchObject({ ok: true });
});

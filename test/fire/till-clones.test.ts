/** PSH-4, EPO-1 … EPO-3 by fire: two computers run the same till, one from a copy of the other's disk. */
import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../build/free-port.ts';
import { ROUND_EVERY_MS } from '../../electron/sync/round.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { compareEntries } from '../e2e/demo/compare-ledgers.ts';
import { startHq } from '../e2e/demo/hq-process.ts';
import { newCode } from '../support/hq/new-code.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { everyEntry } from '../support/shop/every-journal.ts';
import { openShift, seller, signInAna } from '../support/shop/node-till.ts';
import { rightTime } from '../support/till/right-time.ts';
import { tempFolder } from '../support/till/temp-folder.ts';
import { type TestTill, testTill } from '../support/till/test-till.ts';

/** A machine that does other things as well. */
const BUSY_MS = 180_000;
const SEED = 77;
const SALES_EACH = 5;

const hqState = async (till: TestTill) => (await till.done('till.status', null)).hq;
async function round(till: TestTill): Promise<void> {
  till.time.pass(ROUND_EVERY_MS);
  await till.session().background.sync.roundNow(600_000);
}

test(
  'PSH-4, EPO-2, EPO-3 a till and its clone sell at the same time: both histories are at HQ once, a code ends it',
  async () => {
    const folder = tempFolder();
    chmodSync(folder, 0o755);
    const hqFolder = join(folder, 'hq');
    const hq = await startHq({ dataDir: hqFolder, port: await freePort(0), seed: SEED });
    onTestFinished(hq.stop);
    const first = testTill({ time: rightTime() });
    await first.done('till.enrol', { hqUrl: hq.url, code: hq.enrolmentCode ?? '' });
    await signInAna(first, hq);
    await openShift(first);
    await (await seller(first))(true);
    await round(first);
    await first.till.stop();

    const cloned = join(folder, 'clone');
    cpSync(first.userData, cloned, { recursive: true });
    const till = testTill({ userData: first.userData, time: rightTime() });
    const clone = testTill({ userData: cloned, time: rightTime() });
    const sellers = [];
    for (const each of [till, clone]) {
      await signInAna(each, hq);
      sellers.push(await seller(each));
    }
    for (let sale = 0; sale < SALES_EACH; sale += 1) {
      for (const sell of sellers) await sell(sale % 2 === 0);
      for (const each of [till, clone]) await round(each);
    }
    expect(await hqState(clone)).toMatchObject({ link: 'fork', unsent: 0 });
    expect((await hqState(till)).unsent).toBe(0);

    await clone.done('till.enrol', { hqUrl: null, code: await newCode(hqFolder, 'Casa 1') });
    await signInAna(clone, hq);
    const sale = await (await seller(clone))(true);
    expect(sale.receipt.number).toBe(`s-centru-1-2-${sale.seq}`);
    await sellers[0]?.(true);
    for (const each of [till, clone]) {
      await round(each);
      expect((await hqState(each)).unsent).toBe(0);
    }
    expect(await hqState(clone)).toMatchObject({ link: 'online' });
    expect((await hqState(till)).link).not.toBe('online');

    const entries = everyEntry(till.userData, cloned);
    expect(salesIn(entries)).toHaveLength(1 + 2 * SALES_EACH + 2);
    const database = await openEmbedded({ folder: hqFolder });
    const ledgers = await compareEntries(entries, database.url);
    expect(ledgers.differences).toEqual([]);
    expect(ledgers).toMatchObject({ assetSums: { points: 0 }, quarantined: 0 });
    expect(ledgers.entries.hq).toBe(entries.length);
    expect(ledgers.points.hq).toBe(ledgers.points.journal);
  },
  BUSY_MS,
);

/** REQ-1, REQ-2, PSH-1, PSH-2 by fire: a line that loses, delays, repeats, reorders, cuts and spoils what it carries. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../build/free-port.ts';
import { ROUND_EVERY_MS } from '../../electron/sync/round.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { LONGEST_WAIT_MS } from '../../shared/sync/backoff.ts';
import { compareLedgers } from '../e2e/demo/compare-ledgers.ts';
import { generator } from '../e2e/demo/day-plan.ts';
import { startHq } from '../e2e/demo/hq-process.ts';
import { HTTP_FAULTS, type HttpFault } from '../support/faulty-proxy/http-faults.ts';
import { startHttpProxy } from '../support/faulty-proxy/http-proxy.ts';
import { openShift, seller, signInAna } from '../support/shop/node-till.ts';
import { rightTime } from '../support/till/right-time.ts';
import { tempFolder } from '../support/till/temp-folder.ts';
import { type TestTill, testTill } from '../support/till/test-till.ts';

/** A machine that does other things as well. */
const BUSY_MS = 180_000;
const SEED = 4_711;
const ROUNDS = 100;
const LEAST_REQUESTS = 200;
const SALES_AT_MOST = 4;
/** Every other exchange meets a fault. */
const CALM = 0.5;

test(
  'REQ-1, PSH-2 hundreds of requests over a line that spoils every other one: everything is at HQ, once',
  async () => {
    const folder = tempFolder();
    chmodSync(folder, 0o755);
    const hq = await startHq({ dataDir: join(folder, 'hq'), port: await freePort(0), seed: SEED });
    onTestFinished(hq.stop);
    const random = generator(SEED);
    let isFaulty = false;
    const faults: readonly HttpFault[] = HTTP_FAULTS.slice(1);
    const line = await startHttpProxy({
      toUrl: hq.url,
      random,
      fault: () =>
        isFaulty && random() > CALM ? (faults[Math.floor(random() * faults.length)] ?? 'none') : 'none',
    });
    onTestFinished(line.close);
    const till = testTill({ time: rightTime() });
    await till.done('till.enrol', { hqUrl: line.url, code: hq.enrolmentCode ?? '' });
    await signInAna(till, hq);
    await openShift(till);
    const sell = await seller(till);

    isFaulty = true;
    let sold = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const sales = Math.floor(random() * (SALES_AT_MOST + 1));
      for (let sale = 0; sale < sales; sale += 1) await sell(random() < 0.7);
      sold += sales;
      till.time.pass(ROUND_EVERY_MS);
      await till.session().background.sync.roundNow(600_000);
    }
    isFaulty = false;
    await line.deliverLate();
    await expect.poll(() => sentAfterRound(till), { timeout: 20_000 }).toEqual(0);

    const requests = Object.values(line.counts()).reduce((sum, count) => sum + count, 0);
    console.log(`the line, seed ${SEED}: ${JSON.stringify({ requests, sold, ...line.counts() })}`);
    expect(requests).toBeGreaterThanOrEqual(LEAST_REQUESTS);
    expect(Object.keys(line.counts()).sort()).toEqual([...HTTP_FAULTS].sort());
    const { hq: link } = await till.done('till.status', null);
    expect(link).toMatchObject({ link: 'online', unsent: 0 });
    const database = await openEmbedded({ folder: join(folder, 'hq') });
    const ledgers = await compareLedgers(join(till.userData, 'journal.sqlite'), database.url);
    expect(ledgers.differences).toEqual([]);
    expect(ledgers).toMatchObject({ sales: sold, quarantined: 0, assetSums: { points: 0 } });
    expect(ledgers.entries.hq).toBe(ledgers.entries.journal);
    expect(ledgers.points.hq).toBe(ledgers.points.journal);
  },
  BUSY_MS,
);

/** What is still to be sent when the line has been good for a round. */
async function sentAfterRound(till: TestTill): Promise<number> {
  till.time.pass(LONGEST_WAIT_MS);
  await till.session().background.sync.roundNow(600_000);
  return (await till.done('till.status', null)).hq.unsent;
}

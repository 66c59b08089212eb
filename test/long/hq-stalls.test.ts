/** LIM-1, LIM-2, PSH-2 where nothing dies: HQ or its database stands still, tills give up and send again, and each entry is posted once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { MAX_CONNECTIONS } from '../../server/db/connect.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { stoppingAt } from '../support/faulty-hq/points.ts';
import { audit, CLEAN } from '../support/hq/audit.ts';
import { type FleetOptions, startFleet } from '../support/hq/fleet.ts';
import { enrolTills } from '../support/hq/kill-campaign.ts';
import { type OwnCluster, ownCluster } from '../support/hq/own-cluster.ts';
import { connectionsTo, isStopped } from '../support/hq/process-facts.ts';
import { countOf, type SendingTill } from '../support/hq/sending-till.ts';
import { loadDemoShop, type ShopProcesses, shopProcesses } from '../support/hq/shop-processes.ts';
import { someMembers } from '../support/hq/wire-enrol.ts';
import { until } from '../support/hq/within.ts';

const SEED = 5_021;
const TILLS = 6;
const FINISH_LIMIT_MS = 60_000;
/** HQ answers within 15 seconds whatever its database does; a busy machine adds some. */
const LONGEST_ANSWER_MS = 20_000;

type Stall = { readonly shop: ShopProcesses; readonly cluster: OwnCluster };

async function openStall(): Promise<Stall> {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-hq-stalls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await ownCluster(folder);
  await loadDemoShop(cluster.url);
  return { cluster, shop: shopProcesses(cluster.url, { durable: true }) };
}

async function fleetAt(
  shop: ShopProcesses,
  url: string,
  options: Pick<FleetOptions, 'line'> & Partial<FleetOptions>,
): Promise<{ tills: readonly SendingTill[]; fleet: ReturnType<typeof startFleet> }> {
  const tills = await enrolTills(shop, url, TILLS);
  const [first] = tills;
  assert(first, 'tills are enrolled');
  const members = await someMembers(url, first);
  return { tills, fleet: startFleet({ tills, members, seed: SEED, restMs: 20, ...options }) };
}

async function expectClean({ shop }: Stall, tills: readonly SendingTill[], stuck: number): Promise<void> {
  const found = await audit(shop.url, tills);
  const longestMs = Math.round(Math.max(...tills.map(({ counts }) => counts.longestWaitMs)));
  const broken = countOf(tills, 'broken') + countOf(tills, 'refused');
  console.log(
    JSON.stringify({ seed: SEED, answers: countOf(tills, 'answers'), broken, longestMs, stuck, ...found }),
  );
  expect(tills.flatMap(({ faults }) => faults)).toEqual([]);
  expect({ stuck, ...found }).toMatchObject({ stuck: 0, ...CLEAN });
  expect((await shop.run('verify')).code).toBe(0);
}

test('a process that stops in the middle of posting holds up the other one for seconds, and wakes up harmless', async () => {
  const stall = await openStall();
  const { shop } = stall;
  const [first, second] = [await shop.serve(stoppingAt('log-written', 5)), await shop.serve()];
  let url = first.url;
  const { tills, fleet } = await fleetAt(shop, second.url, { line: () => url, giveUpMs: 2_000 });
  await until('the first process stops', () => isStopped(first.pid));
  url = second.url;
  const [before, stoppedMs] = [countOf(tills, 'answers'), performance.now()];
  await until('the second one goes on', () => countOf(tills, 'answers') > before + TILLS);
  expect(performance.now() - stoppedMs).toBeLessThan(LONGEST_ANSWER_MS);
  first.signal('SIGCONT');
  url = first.url;
  const woken = countOf(tills, 'answers');
  await until('the first one goes on', () => countOf(tills, 'answers') > woken + TILLS);
  const { stuck } = await fleet.finish(FINISH_LIMIT_MS);
  await expectClean(stall, tills, stuck);
});

test('a process that stands still for three seconds finds what tills gave up on, and posts it once', async () => {
  const stall = await openStall();
  const hq = await stall.shop.serve();
  const { tills, fleet } = await fleetAt(stall.shop, hq.url, { line: () => hq.url, giveUpMs: 1_500 });
  for (let stop = 0; stop < 4; stop += 1) {
    const before = countOf(tills, 'answers');
    await until('tills are answered', () => countOf(tills, 'answers') > before + TILLS);
    hq.signal('SIGSTOP');
    await delay(3_000);
    hq.signal('SIGCONT');
  }
  const { stuck } = await fleet.finish(FINISH_LIMIT_MS);
  await expectClean(stall, tills, stuck);
});

test('a database that stands still: every request is answered in time, connections stay few, and all goes on', async () => {
  const stall = await openStall();
  const { shop, cluster } = stall;
  const hq = await shop.serve();
  const { tills, fleet } = await fleetAt(shop, hq.url, { line: () => hq.url, giveUpMs: FINISH_LIMIT_MS });
  await until('tills are answered', () => countOf(tills, 'answers') > 3 * TILLS);
  const stopped = cluster.processes();
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  const port = Number(new URL(cluster.url).port);
  let most = 0;
  await until('HQ has refused each till twice', () => {
    most = Math.max(most, connectionsTo(hq.pid, port));
    return tills.every(({ counts }) => counts.refused >= 2);
  });
  const before = countOf(tills, 'answers');
  for (const pid of [...stopped].reverse()) process.kill(pid, 'SIGCONT');
  await until('tills are answered again', () => countOf(tills, 'answers') > before + TILLS);
  const { stuck } = await fleet.finish(FINISH_LIMIT_MS);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(MAX_CONNECTIONS);
  expect(countOf(tills, 'refused')).toBeGreaterThanOrEqual(2 * TILLS);
  expect(Math.max(...tills.map(({ counts }) => counts.longestWaitMs))).toBeLessThan(LONGEST_ANSWER_MS);
  await expectClean(stall, tills, stuck);
});

/** The kills of test/fire/hq-kills.test.ts twelve times over, each point at several moments, PostgreSQL's own among them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { generator } from '../e2e/demo/day-plan.ts';
import { DAY_CLOSE_POINTS, ENROL_POINTS, PUSH_POINTS } from '../support/faulty-hq/points.ts';
import { audit, CLEAN } from '../support/hq/audit.ts';
import { type Kill, killCampaign } from '../support/hq/kill-campaign.ts';
import { ownCluster } from '../support/hq/own-cluster.ts';
import { countOf } from '../support/hq/sending-till.ts';
import { loadDemoShop, shopProcesses } from '../support/hq/shop-processes.ts';

const SEED = 40_122;
const LATEST_NTH = 6;
const TIMES = { push: 9, enrol: 4, dayClose: 4, database: 5 };

function plan(random: () => number): readonly Kill[] {
  const often = <T>(kills: readonly T[], times: number): readonly T[] =>
    Array.from({ length: times }, () => kills).flat();
  const nth = (): number => 1 + Math.floor(random() * LATEST_NTH);
  const kills: readonly Kill[] = [
    ...often(PUSH_POINTS, TIMES.push).map((point) => ({ kind: 'hq' as const, point, nth: nth() })),
    ...often(ENROL_POINTS, TIMES.enrol).map((point) => ({ kind: 'hq' as const, point, nth: 1 })),
    ...often(DAY_CLOSE_POINTS, TIMES.dayClose).map((point) => ({ kind: 'hq' as const, point, nth: 1 })),
    ...often([true, false], TIMES.database).map((withHq) => ({ kind: 'database' as const, withHq })),
  ];
  return kills
    .map((kill) => ({ kill, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ kill }) => kill);
}

const KILLS = plan(generator(SEED));

test(`${KILLS.length} times HQ or its database is killed: nothing acknowledged is lost, nothing is posted twice`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-hq-marked-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await ownCluster(folder);
  await loadDemoShop(cluster.url);
  const shop = shopProcesses(cluster.url, { durable: true });
  const { tills, stuck, surprises } = await killCampaign({
    shop,
    cluster,
    kills: KILLS,
    tills: 4,
    seed: SEED,
    restMs: 20,
  });
  const found = await audit(shop.url, tills);
  const acknowledged = tills.reduce((sum, till) => sum + till.acknowledged.size, 0);
  const broken = countOf(tills, 'broken') + countOf(tills, 'refused');
  const repeats = countOf(tills, 'repeats');
  console.log(
    JSON.stringify({ seed: SEED, kills: KILLS.length, acknowledged, broken, repeats, stuck, ...found }),
  );
  expect(KILLS.length).toBeGreaterThanOrEqual(120);
  expect(surprises).toEqual([]);
  expect({ stuck, ...found }).toMatchObject({ stuck: 0, ...CLEAN });
  const verified = await shop.run('verify');
  expect([verified.code, verified.lines.at(-1)]).toEqual([
    0,
    'the ledger verifies: chains, log, postings, balances, lots and leases agree; every asset sums to 0',
  ]);
});

/** LIM-2, PSH-2, PST-2 on a full disk: what HQ cannot keep it does not acknowledge, and with room again everything goes on. */
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { serverUser } from '../../server/db/embedded/server-user.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { audit, CLEAN } from '../support/hq/audit.ts';
import { startFleet } from '../support/hq/fleet.ts';
import type { ServingHq } from '../support/hq/hq-process.ts';
import { enrolTills } from '../support/hq/kill-campaign.ts';
import { type ClusterOptions, type OwnCluster, ownCluster } from '../support/hq/own-cluster.ts';
import { countOf, type SendingTill } from '../support/hq/sending-till.ts';
import { loadDemoShop, type ShopProcesses, shopProcesses } from '../support/hq/shop-processes.ts';
import { someMembers } from '../support/hq/wire-enrol.ts';
import { until } from '../support/hq/within.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk/small-disk.ts';

const SEED = 7_070;
const TILLS = 4;
const REFUSALS_EACH = 8;
const LIMIT_MS = 60_000;

type Scene = {
  readonly disk: SmallDisk;
  readonly cluster: OwnCluster;
  readonly shop: ShopProcesses;
  readonly hq: ServingHq;
  readonly tills: readonly SendingTill[];
  readonly fleet: ReturnType<typeof startFleet>;
};

async function openScene(sizeMb: number, options: ClusterOptions): Promise<Scene> {
  const disk = smallDisk(sizeMb);
  onTestFinished(disk.remove);
  const cluster = await ownCluster(join(disk.folder, 'postgres'), options);
  await loadDemoShop(cluster.url);
  const shop = shopProcesses(cluster.url, { durable: true });
  const hq = await shop.serve();
  const tills = await enrolTills(shop, hq.url, TILLS);
  const [first] = tills;
  assert(first, 'tills are enrolled');
  const members = await someMembers(hq.url, first);
  const fleet = startFleet({ tills, members, seed: SEED, restMs: 10, line: () => hq.url });
  return { disk, cluster, shop, hq, tills, fleet };
}

async function expectAllGoesOn({ shop, hq, tills, fleet }: Scene): Promise<void> {
  const before = countOf(tills, 'answers');
  await until('tills are answered again', () => countOf(tills, 'answers') > before + 3 * TILLS);
  const { stuck } = await fleet.finish(LIMIT_MS);
  const found = await audit(shop.url, tills);
  const refused = countOf(tills, 'refused');
  console.log(JSON.stringify({ seed: SEED, refused, broken: countOf(tills, 'broken'), stuck, ...found }));
  expect(tills.flatMap(({ faults }) => faults)).toEqual([]);
  expect({ stuck, ...found }).toMatchObject({ stuck: 0, ...CLEAN });
  expect((await shop.run('verify')).code).toBe(0);
  expect(await hq.stop()).toBe(0);
}

test('the tables have no room: pushes are refused whole, and go through when there is room again', async () => {
  // One segment of the log is larger than all that is written here, and is there from the start.
  const scene = await openScene(200, { initFlags: ['--wal-segsize=64'] });
  const { disk, shop, tills } = scene;
  await until('tills are answered', () => countOf(tills, 'answers') > 3 * TILLS);
  disk.fillUpTo(0);
  await until('each till is refused', () => tills.every(({ counts }) => counts.refused >= REFUSALS_EACH));
  const { lost, doubled, moved } = await audit(shop.url, tills);
  expect([lost, doubled, moved]).toEqual([0, 0, 0]);
  expect((await shop.run('verify')).lines.at(-1)).toContain('the ledger verifies');
  disk.empty();
  await expectAllGoesOn(scene);
});

test("the database's own log has no room: the server gives up, comes back, and has lost nothing acknowledged", async () => {
  const logs = mkdtempSync(join(tmpdir(), 'puncta-hq-full-disk-'));
  onTestFinished(() => rmSync(logs, { recursive: true, force: true }));
  const user = serverUser();
  if (user) chownSync(logs, user.uid, user.gid);
  chmodSync(logs, 0o700);
  const scene = await openScene(120, {
    initFlags: ['--wal-segsize=1'],
    settings: { max_wal_size: '6MB', min_wal_size: '2MB', log_directory: logs },
  });
  const { disk, cluster, tills } = scene;
  await until('tills are answered', () => countOf(tills, 'answers') > 3 * TILLS);
  disk.fillUpTo(0);
  await fillLog(cluster.url);
  const said = (): string =>
    readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .join('\n');
  await until('the server gives up', () => /PANIC: .*No space left on device/.test(said()));
  const before = countOf(tills, 'refused');
  await until('tills are refused', () => countOf(tills, 'refused') > before + 3 * TILLS);
  disk.empty();
  cluster.kill();
  await cluster.start();
  await expectAllGoesOn(scene);
});

/** Writes to the database's log and nothing else, until the server breaks off. */
async function fillLog(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const startMs = performance.now(); performance.now() - startMs < LIMIT_MS; )
      await client.query("select pg_logical_emit_message(false, 'test', repeat('x', 200000))");
  } catch {
    return;
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new Error('the log of the database never filled the disk');
}

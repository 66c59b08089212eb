/** LIM-2, PSH-2, PSH-3, PST-2, PST-4, ENR-1, DAY-1: HQ killed in the middle of everything it does, while four tills send. */
import { expect, test } from 'vitest';
import type { Point } from '../support/faulty-hq/points.ts';
import { audit, CLEAN } from '../support/hq/audit.ts';
import { type Kill, killCampaign } from '../support/hq/kill-campaign.ts';
import { shopProcesses } from '../support/hq/shop-processes.ts';
import { createTestDatabase } from '../support/postgres/create-test-database.ts';

const SEED = 20_711;

const at = (point: Point, nth: number): Kill => ({ kind: 'hq', point, nth });
const KILLS: readonly Kill[] = [
  at('before-begin', 4),
  at('entries-written', 3),
  at('balances-written', 5),
  at('before-commit', 2),
  at('commit-sent', 6),
  at('committed', 3),
  at('mid-answer', 5),
  at('enrol-before-commit', 1),
  at('enrol-committed', 1),
  at('day-close-written', 1),
];

test(`${KILLS.length} times HQ is killed where it hurts: nothing acknowledged is lost, nothing is posted twice`, async () => {
  const database = await createTestDatabase('demo');
  await database.close();
  const shop = shopProcesses(database.url, { durable: false });
  const { tills, stuck, surprises } = await killCampaign({
    shop,
    kills: KILLS,
    tills: 4,
    seed: SEED,
    restMs: 20,
  });
  const found = await audit(shop.url, tills);
  const acknowledged = tills.reduce((sum, till) => sum + till.acknowledged.size, 0);
  console.log(JSON.stringify({ seed: SEED, kills: KILLS.length, acknowledged, stuck, ...found }));
  expect(surprises).toEqual([]);
  expect({ stuck, ...found }).toMatchObject({ stuck: 0, ...CLEAN });
  const verified = await shop.run('verify');
  expect([verified.code, verified.lines.at(-1)]).toEqual([
    0,
    'the ledger verifies: chains, log, postings, balances, lots and leases agree; every asset sums to 0',
  ]);
}, 300_000);

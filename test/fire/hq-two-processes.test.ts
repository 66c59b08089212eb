/** PSH-2, PSH-3, PST-2: sixteen tills and two HQ processes on one database. */
import { expect, test } from 'vitest';
import { CLEAN } from '../support/hq/audit.ts';
import { shopProcesses } from '../support/hq/shop-processes.ts';
import { runTwoProcesses } from '../support/hq/two-processes.ts';
import { createTestDatabase } from '../support/postgres/create-test-database.ts';

const SEED = 16_002;

test('sixteen tills push to two processes and change sides; one is killed and comes back', async () => {
  const database = await createTestDatabase('demo');
  await database.close();
  const shop = shopProcesses(database.url, { durable: false });
  const found = await runTwoProcesses({ shop, seed: SEED, tills: 16, kills: 2, betweenMs: 1_500 });
  console.log(JSON.stringify({ seed: SEED, ...found }));
  expect(found).toMatchObject({ ...CLEAN, stuck: 0, refused: 0, surprises: [] });
  expect(found.acknowledged).toBe(found.entries);
  expect(found.repeats).toBeGreaterThan(0);
  const verified = await shop.run('verify');
  expect([verified.code, verified.lines.at(-1)]).toEqual([
    0,
    'the ledger verifies: chains, log, postings, balances, lots and leases agree; every asset sums to 0',
  ]);
}, 300_000);

/** PSH-2, PSH-3, PST-2 for longer: two HQ processes, one of which is killed again and again, on a database that syncs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CLEAN } from '../support/hq/audit.ts';
import { ownCluster } from '../support/hq/own-cluster.ts';
import { loadDemoShop, shopProcesses } from '../support/hq/shop-processes.ts';
import { runTwoProcesses } from '../support/hq/two-processes.ts';

const SEED = 16_102;

test('sixteen tills at two processes for half a minute, eight kills', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-hq-two-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { url } = await ownCluster(folder);
  await loadDemoShop(url);
  const shop = shopProcesses(url, { durable: true });
  const found = await runTwoProcesses({ shop, seed: SEED, tills: 16, kills: 8, betweenMs: 2_000 });
  console.log(JSON.stringify({ seed: SEED, ...found }));
  expect(found).toMatchObject({ ...CLEAN, stuck: 0, refused: 0, surprises: [] });
  expect(found.acknowledged).toBe(found.entries);
  expect(found.repeats).toBeGreaterThan(0);
  const verified = await shop.run('verify');
  expect([verified.code, verified.lines.at(-1)]).toEqual([
    0,
    'the ledger verifies: chains, log, postings, balances, lots and leases agree; every asset sums to 0',
  ]);
});

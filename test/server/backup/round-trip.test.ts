/** HQ is destroyed and comes back from its backup: the tills know what it forgot. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openBackup } from '../../../server/backup/open-backup.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { backUp, backupPlace, type RestoredHq, restore } from '../../support/backup/backup-shop.ts';
import { goodsOf, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { availablePoints, earnedBy, openShop, pointsBefore } from '../../support/hq/open-shop.ts';
import { call, pushEntries } from '../../support/hq/signed-call.ts';
import type { TestHq } from '../../support/hq/test-hq.ts';
import type { TillChain } from '../../support/till-chain.ts';

const LONG_MS = 60_000;

async function tableTexts({ hq }: TestHq): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      AND relpersistence = 'p' AND relname NOT LIKE 'kysely%' ORDER BY 1`.execute(hq.db);
  const texts: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`
      SELECT coalesce(string_agg(row, E'\n' ORDER BY row), '') AS text FROM (
        SELECT (to_jsonb(each) - 'change_no')::text AS row FROM ${sql.table(name)} AS each) AS rows`.execute(
      hq.db,
    );
    texts[name] = rows[0]?.text ?? '';
  }
  return texts;
}

const positionOf = async (shop: TestHq, till: TillChain): Promise<number> => {
  const page = await call(shop.app, till, 'pull', { collection: 'products', checkpoint: null, limit: 1000 });
  return Number(page.checkpoint);
};

test('OPS-4 OPS-5 every row comes back as it was, but for the raised epoch and its record', {
  timeout: LONG_MS,
}, async () => {
  const { shop, till, member } = await openShop();
  for (let sales = 0; sales < 3; sales += 1) till.sale({ products: goodsOf('dairy', 3), member });
  await pushEntries(shop.app, till);
  const before = await tableTexts(shop);
  const out = backupPlace();
  const { manifest } = await backUp(shop, out);
  const restored = await restore(shop, out);
  const after = await tableTexts(restored);
  const { hq_identity: _identity, hq_log: logBefore = '', ...same } = before;
  const { hq_identity: _raised, hq_log: logAfter = '', ...sameAfter } = after;
  expect(sameAfter).toEqual(same);
  expect(logAfter.split('\n').filter((row) => !logBefore.includes(row))).toEqual([
    expect.stringContaining('RESTORE'),
  ]);
  expect(restored.restored.fromLogIndex).toBe(manifest.logTip.logIndex);
});

test('OPS-5 what was acknowledged after the backup is sent again, learnt anew and posted once', {
  timeout: LONG_MS,
}, async () => {
  const { shop, till, member } = await openShop();
  for (let sales = 0; sales < 3; sales += 1) till.sale({ products: goodsOf('dairy', 3), member });
  const kept = await pushEntries(shop.app, till);
  const out = backupPlace();
  await backUp(shop, out);
  for (let sales = 0; sales < 4; sales += 1) till.sale({ products: goodsOf('bread', 2), member });
  const forgotten = await pushEntries(shop.app, till, till.wire(4));
  expect([kept.hqEpoch, forgotten.wm, forgotten.epochFromLogIndex]).toEqual([1, 7, 0]);

  const again = await restore(shop, out);
  const asked = await pushEntries(again.app, till, []);
  expect(asked).toMatchObject({ wm: 3, epochFromLogIndex: kept.logIndex, suspended: false });
  expect(asked.hqEpoch).toBeGreaterThan(forgotten.hqEpoch);
  const resent = await pushEntries(again.app, till);
  expect(resent).toMatchObject({ verdict: 'accepted', wm: 7, quarantined: [], hqEpoch: asked.hqEpoch });
  expect(resent.effects.slice(0, 3)).toEqual(kept.effects);
  const relearnt = resent.effects.slice(3).map(({ logIndex }) => logIndex);
  expect(relearnt).toEqual([2, 3, 4, 5].map((after) => kept.logIndex + after));
  expect(await pushEntries(again.app, till)).toMatchObject({ wm: 7, logIndex: resent.logIndex });
  const earned = till.entries.map(earnedBy).reduce((a, b) => a + b, 0);
  expect(await availablePoints(again, till, member)).toBe(pointsBefore(member) + earned);
  expect((await verifyLedger(again.hq)).findings).toEqual([]);
});

test('OPS-5 no till misses a change: every feed starts beyond all positions that were ever given out', {
  timeout: LONG_MS,
}, async () => {
  const { shop, till } = await openShop();
  const out = backupPlace();
  await backUp(shop, out);
  await sql`UPDATE product SET price_minor = price_minor + 1`.execute(shop.hq.db);
  const seen = await positionOf(shop, till);
  const again = await restore(shop, out);
  const next = await call(again.app, till, 'pull', {
    collection: 'products',
    checkpoint: String(seen),
    limit: 1000,
  });
  expect(next.documents).toHaveLength((await allProducts(again, till)).length);
  const lowest = await sql<{ n: number }>`SELECT min(change_no) AS n FROM (
    SELECT change_no FROM product UNION ALL SELECT change_no FROM member UNION ALL SELECT change_no FROM programme
    UNION ALL SELECT change_no FROM cashier) AS feeds`.execute(again.hq.db);
  expect(lowest.rows[0]?.n).toBeGreaterThan(seen);
});

const allProducts = async (shop: RestoredHq, till: TillChain) =>
  (await call(shop.app, till, 'pull', { collection: 'products', checkpoint: null, limit: 1000 })).documents;

test('OPS-5 a member erased before the backup stays erased', { timeout: LONG_MS }, async () => {
  const { shop, till, member } = await openShop();
  await sql`DELETE FROM member_key WHERE member_id = ${member.id}`.execute(shop.hq.db);
  await sql`DELETE FROM member_identity WHERE member_id = ${member.id}`.execute(shop.hq.db);
  await sql`UPDATE member SET erased = true, card_number = 'erased' WHERE id = ${member.id}`.execute(
    shop.hq.db,
  );
  const out = backupPlace();
  await backUp(shop, out);
  const again = await restore(shop, out);
  const row = (await pullAllMembers(again, till)).find(({ id }) => id === member.id);
  expect(row).toMatchObject({ _deleted: true, cardNumber: '', phoneHmac: '' });
});

test('OPS-5 restored twice from one backup, HQ is in a later epoch the second time', {
  timeout: LONG_MS,
}, async () => {
  const { shop, till, member } = await openShop();
  till.sale({ products: goodsOf('dairy'), member });
  await pushEntries(shop.app, till);
  const out = backupPlace();
  const { manifest } = await backUp(shop, out);
  const first = await restore(shop, out);
  till.sale({ products: goodsOf('bread'), member });
  const lost = await pushEntries(first.app, till);
  const second = await restore(shop, out, { nowMs: shop.hq.nowMs() + 60_000 });
  expect(second.restored.hqEpoch).toBeGreaterThan(lost.hqEpoch);

  const later = backupPlace();
  await backUp(second, later);
  const third = await restore(second, later, { nowMs: shop.hq.nowMs() + 60_000 });
  expect(third.restored).toMatchObject({
    hqEpoch: second.restored.hqEpoch + 1,
    fromLogIndex: manifest.logTip.logIndex,
  });
});

test('OPS-4 a backup is one moment: a sale that is posted meanwhile is in it whole or not at all', {
  timeout: LONG_MS,
}, async () => {
  const { shop, till, member } = await openShop();
  const out = backupPlace();
  const selling = (async () => {
    for (let sales = 0; sales < 20; sales += 1) {
      till.sale({ products: goodsOf('dairy'), member });
      await pushEntries(shop.app, till, till.wire(sales + 1));
    }
  })();
  const [{ manifest }] = await Promise.all([backUp(shop, out), selling]);
  const again = await restore(shop, out);
  expect((await verifyLedger(again.hq)).findings).toEqual([]);
  const resent = await pushEntries(again.app, till);
  expect(resent).toMatchObject({ verdict: 'accepted', wm: 20 });
  expect(resent.logIndex).toBe(180 + 20 + 1);
  expect(manifest.tables.find(({ name }) => name === 'entry')?.rows).toBeLessThanOrEqual(20);
});

test('OPS-4 a backup names every table of HQ but the forgetful ones', { timeout: LONG_MS }, async () => {
  const { shop } = await openShop();
  const out = backupPlace();
  await backUp(shop, out);
  const backup = await openBackup(out, shop.hq.keys.signing.publicKey);
  backup.close();
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`.execute(
    shop.hq.db,
  );
  const named = new Set(backup.manifest.tables.map(({ name }) => name));
  const left = rows.map(({ name }) => name).filter((name) => !named.has(name));
  expect(left.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'enrol_try',
    'kysely_migration',
    'kysely_migration_lock',
    'owner_try',
    'request_nonce',
    'till_contact',
  ]);
});

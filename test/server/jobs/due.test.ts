import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freezeLeases } from '../../../server/jobs/freeze-leases.ts';
import { runDue } from '../../../server/jobs/run-due.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import { DEFAULT_LEASE_POLICY } from '../../../shared/lease/lease-policy.ts';
import { programme } from '../../support/builders/programme.ts';
import { goodsOf, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { openProgrammeShop } from '../../support/hq/programme-shop.ts';
import { grantedTo, pointsOf } from '../../support/hq/rights.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';

const day = (date: string, hour = 12): EpochMs =>
  epochMs(Date.parse(`${date}T${String(hour).padStart(2, '0')}:00:00Z`));

/** Earned on the 19th: to be spent from the 21st, and until the 24th. */
const shortLived = programme({
  version: 2,
  effectiveFrom: asBusinessDate('2025-01-01'),
  redemption: { as: 'discount', shareOfReceiptBps: 10_000 as never },
  lots: { points: { pendingDays: 2, expiry: { kind: 'days', days: 5 } } },
});

async function tradedShop() {
  const opened = await openProgrammeShop(shortLived);
  const { shop, till, member } = opened;
  const before = await member();
  till.sale({ products: goodsOf('dairy', 20), member: before });
  await pushEntries(shop.app, till);
  const { pending = 0, available = 0 } = await pointsOf(shop, before.id);
  expect(pending).toBeGreaterThan(10);
  return { ...opened, id: before.id, pending, available };
}

test('DUE-1 what is pending becomes available on its day, and what has ended is written off', async () => {
  const { shop, id, pending, available } = await tradedShop();
  shop.setNow(day('2025-11-20'));
  expect(await runDue(shop.hq)).toMatchObject([{ date: '2025-11-20', moved: 0 }]);
  expect(await pointsOf(shop, id)).toEqual({ pending, available });
  shop.setNow(day('2025-11-21'));
  expect(await runDue(shop.hq)).toMatchObject([{ date: '2025-11-21', moved: 1 }]);
  expect(await runDue(shop.hq)).toEqual([]);
  expect(await pointsOf(shop, id)).toEqual({ available: available + pending });
  shop.setNow(day('2025-11-24'));
  expect(await runDue(shop.hq)).toMatchObject([{ moved: 0 }]);
  shop.setNow(day('2025-11-25'));
  expect(await runDue(shop.hq)).toMatchObject([{ moved: 1 }]);
  expect(await pointsOf(shop, id)).toEqual({ available });
  const { rows } =
    await sql`SELECT sum(amount)::int AS ended FROM transfer WHERE credit = 'h:expired'`.execute(shop.hq.db);
  expect(rows).toEqual([{ ended: pending }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('DUE-1 days that nobody was there for are made up for in one run, and a clock that goes back runs none', async () => {
  const { shop, id, available } = await tradedShop();
  shop.setNow(day('2025-11-30'));
  expect(await runDue(shop.hq)).toMatchObject([{ date: '2025-11-30', moved: 1 }]);
  expect(await pointsOf(shop, id)).toEqual({ available });
  shop.setNow(day('2025-11-22'));
  expect(await runDue(shop.hq)).toEqual([]);
});

test('DUE-1 till rows tell of what has become available', async () => {
  const { shop, till, id, member } = await tradedShop();
  const { asOf } = await member(id);
  shop.setNow(day('2025-11-21'));
  await runDue(shop.hq);
  const [row] = (await pullAllMembers(shop, till)).filter((each) => each.id === id);
  expect(row?.asOf).toBeGreaterThan(asOf);
  expect(row?.balances[0]).toMatchObject({ pending: 0 });
});

test('DUE-2 a run that is broken off goes on where it was, and several processes move nobody twice', async () => {
  const { shop, till, member, id } = await tradedShop();
  const others = (await pullAllMembers(shop, till)).filter((document) => document.id !== id).slice(0, 29);
  for (const document of others)
    till.sale({ products: goodsOf('dairy', 3), member: await member(document.id) });
  await pushEntries(shop.app, till);
  shop.setNow(day('2025-11-21'));
  let pages = 0;
  const twoPages = () => ++pages <= 2;
  expect(await runDue(shop.hq, { goesOn: twoPages, atOnce: 7 })).toEqual([]);
  const cursor = await shop.hq.db.selectFrom('due_run').select('after_id').executeTakeFirst();
  expect(cursor?.after_id?.length).toBeGreaterThan(0);
  const done = await Promise.all([1, 2, 3].map(() => runDue(shop.hq, { atOnce: 7 })));
  expect(done.flat().length).toBeLessThanOrEqual(1);
  await runDue(shop.hq, { atOnce: 7 });
  const { rows } = await sql<{ records: number; owners: number }>`
    SELECT count(*) AS records, count(DISTINCT ref) AS owners FROM hq_log WHERE kind = 'DUE'`.execute(
    shop.hq.db,
  );
  expect(rows).toEqual([{ records: 30, owners: 30 }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('DUE-2 slices that are leased are left alone, and end when they come back too late', async () => {
  const { shop, till, id, pending, available } = await tradedShop();
  shop.setNow(day('2025-11-22'));
  const grant = await grantedTo(shop, till, { owner: id, amount: pending });
  expect(grant.lots[0]?.endsAtMs).toBe(Date.parse('2025-11-24T22:00:00Z'));
  shop.setNow(day('2025-11-26'));
  await runDue(shop.hq);
  expect(await pointsOf(shop, id)).toEqual({ available, leased: pending });
  till.waitUntil(day('2025-11-26'));
  till.tick({ businessDate: asBusinessDate('2025-11-26') });
  await pushEntries(shop.app, till);
  expect(await pointsOf(shop, id)).toEqual({ available });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('DUE-3 a lease past its end and grace, of which no chain has told, is frozen and stays reserved', async () => {
  const { shop, till, id, available } = await tradedShop();
  const grant = await grantedTo(shop, till, { owner: id, amount: available });
  shop.setNow(epochMs(grant.expiresAtMs + DEFAULT_LEASE_POLICY.graceMs));
  expect(await freezeLeases(shop.hq)).toBe(0);
  shop.setNow(epochMs(grant.expiresAtMs + DEFAULT_LEASE_POLICY.graceMs + 1));
  expect(await freezeLeases(shop.hq)).toBe(1);
  expect(await freezeLeases(shop.hq)).toBe(0);
  expect(await pointsOf(shop, id)).toMatchObject({ leased: available });
  till.waitUntil(epochMs(grant.expiresAtMs));
  till.tick();
  await pushEntries(shop.app, till);
  expect((await pointsOf(shop, id))['leased']).toBeUndefined();
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

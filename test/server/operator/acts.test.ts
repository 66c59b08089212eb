/** What a person does at HQ: each act moves what it says, and stands in the signed log with who did it and why. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { revokeTill } from '../../../server/enrol/revoke-till.ts';
import { adjustBalance } from '../../../server/operator/adjust-balance.ts';
import { listQuarantine } from '../../../server/operator/list-quarantine.ts';
import { resolveQuarantine, type Verdict } from '../../../server/operator/resolve-quarantine.ts';
import { setLeasePolicy, storePolicy } from '../../../server/operator/set-lease-policy.ts';
import { findDeadTill, planWriteOff, writeOffTill } from '../../../server/operator/write-off-till.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId, type StoreId, type TillId } from '../../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import { DEFAULT_LEASE_POLICY } from '../../../shared/lease/lease-policy.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { pointsBefore } from '../../support/hq/open-shop.ts';
import { grantedTo, openSpendingShop, pointsOf, spend } from '../../support/hq/rights.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { ACT } from '../../support/hq/spent-shop.ts';
import { DEMO_STORE, enrolTill, type TestHq } from '../../support/hq/test-hq.ts';

const STORE = asId<StoreId>(DEMO_STORE);
const HOUR_MS = 3_600_000;

async function lastRecords({ hq }: TestHq, count = 1): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await sql<{ record: string }>`
    SELECT record FROM hq_log ORDER BY log_index DESC LIMIT ${count}`.execute(hq.db);
  return rows.map(({ record }) => JSON.parse(record) as Record<string, unknown>);
}

async function deadTill({ hq }: TestHq, till: TillId) {
  const dead = await findDeadTill(hq.db, till);
  assert(dead, 'the till is known');
  return dead;
}

const later = (shop: TestHq, hours: number): EpochMs => {
  const nowMs = epochMs(shop.hq.nowMs() + hours * HOUR_MS);
  shop.setNow(nowMs);
  return nowMs;
};

test('OPR-5 a correction is recorded with who made it and why', async () => {
  const { shop, member } = await openSpendingShop();
  const has = pointsBefore(member);
  expect(await adjustBalance(shop.hq, { owner: member.id, asset: 'points', amount: 40 }, ACT)).toBe(40);
  expect(await pointsOf(shop, member.id)).toEqual({ available: has + 40 });
  expect(await lastRecords(shop)).toMatchObject([{ kind: 'ADJUST', ...ACT }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-5 a correction takes what is available and no more; what a till holds stays', async () => {
  const { shop, till, member } = await openSpendingShop();
  const has = pointsBefore(member);
  await grantedTo(shop, till, { owner: member.id, amount: 100 });
  const taken = await adjustBalance(shop.hq, { owner: member.id, asset: 'points', amount: -10_000 }, ACT);
  expect(taken).toBe(100 - has);
  expect(await pointsOf(shop, member.id)).toEqual({ leased: 100 });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-6 of a till in service nothing is written off', async () => {
  const { shop, till } = await openSpendingShop();
  expect((await deadTill(shop, till.till)).deadEpochs).toEqual([]);
  expect(await findDeadTill(shop.hq.db, 'nobody')).toBeNull();
});

test('OPR-6 a lost till’s leases go back once they are past their end and its grace, not before', async () => {
  const { shop, till, member } = await openSpendingShop();
  const has = pointsBefore(member);
  const { expiresAtMs } = await grantedTo(shop, till, { owner: member.id, amount: 80 });
  await revokeTill(shop.hq, till.till);
  const dead = await deadTill(shop, till.till);
  expect(await planWriteOff(shop.hq, dead)).toEqual({
    leases: 0,
    amounts: [],
    tooEarly: 1,
    allAtMs: expiresAtMs + DEFAULT_LEASE_POLICY.graceMs,
  });
  expect(await writeOffTill(shop.hq, dead, ACT)).toBe(0);
  later(shop, 25);
  expect(await planWriteOff(shop.hq, dead)).toMatchObject({
    leases: 1,
    amounts: [{ asset: 'points', amount: 80 }],
    tooEarly: 0,
  });
  expect(await writeOffTill(shop.hq, dead, ACT)).toBe(1);
  expect(await pointsOf(shop, member.id)).toEqual({ available: has });
  expect(await lastRecords(shop, 2)).toMatchObject([
    { kind: 'WRITE_OFF', ...ACT },
    { kind: 'FREEZE', ...ACT },
  ]);
  expect(await writeOffTill(shop.hq, dead, ACT)).toBe(0);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-6 what the till spent before it was lost is honoured, on the house', async () => {
  const { shop, till, member } = await openSpendingShop();
  const has = pointsBefore(member);
  const lease = await grantedTo(shop, till, { owner: member.id, amount: 80 });
  spend(till, member, lease, 80);
  await revokeTill(shop.hq, till.till);
  later(shop, 25);
  await writeOffTill(shop.hq, await deadTill(shop, till.till), ACT);
  await pushEntries(shop.app, till);
  const after = await pointsOf(shop, member.id);
  expect(after['available']).toBeGreaterThanOrEqual(has);
  const { rows } = await sql`SELECT kind, amount FROM incident`.execute(shop.hq.db);
  expect(rows).toEqual([{ kind: 'lease-written-off', amount: 80 }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-6 a till that was given a newer epoch is dead in the older one', async () => {
  const { shop, till, member } = await openSpendingShop();
  await grantedTo(shop, till, { owner: member.id, amount: 30 });
  const again = await enrolTill(shop, { programme: demoProgramme() });
  await grantedTo(shop, again, { owner: member.id, amount: 20 });
  later(shop, 25);
  const dead = await deadTill(shop, till.till);
  expect(dead.deadEpochs).toEqual([1]);
  expect(await writeOffTill(shop.hq, dead, ACT)).toBe(1);
  expect((await pointsOf(shop, member.id))['leased']).toBe(20);
});

test('OPR-7 a store’s policy stands in the log, and where it is off its leases are asked back', async () => {
  const { shop, till, member } = await openSpendingShop();
  expect((await storePolicy(shop.hq, STORE))?.policy).toEqual(DEFAULT_LEASE_POLICY);
  await grantedTo(shop, till, { owner: member.id, amount: 30 });
  const policy = { ...DEFAULT_LEASE_POLICY, capPoints: 500 };
  expect(await setLeasePolicy(shop.hq, STORE, { policy, act: ACT })).toBe(0);
  expect((await storePolicy(shop.hq, STORE))?.policy).toEqual(policy);
  expect(await lastRecords(shop)).toMatchObject([{ kind: 'POLICY', store: STORE, policy, ...ACT }]);
  const off = { ...policy, enabled: false };
  expect(await setLeasePolicy(shop.hq, STORE, { policy: off, act: ACT })).toBe(1);
  const { rows } = await sql`SELECT recalled_at_ms IS NOT NULL AS recalled FROM lease`.execute(shop.hq.db);
  expect(rows).toEqual([{ recalled: true }]);
  expect(await storePolicy(shop.hq, 'nowhere')).toBeNull();
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

async function waitingShop() {
  const opened = await openSpendingShop();
  const { shop, till, member } = opened;
  till.sale({
    products: goodsOf('dairy', 4),
    member,
    forgeHead: (head) => ({
      ...head,
      parts: head.parts.map((part) => ({ ...part, amount: part.amount + 1 })),
    }),
  });
  await pushEntries(shop.app, till);
  const { rows } = await listQuarantine(shop.hq);
  const [row] = rows;
  assert(row, 'a sale with other figures waits');
  const claimed = row.claims.reduce((sum, { asset, amount }) => (asset === 'points' ? sum + amount : sum), 0);
  const settle = (verdict: Verdict, id = row.id) => resolveQuarantine(shop.hq, { id, verdict, act: ACT });
  return { ...opened, row, claimed, settle };
}

test('OPR-8 the list says what waits and what it claims', async () => {
  const { row, claimed } = await waitingShop();
  expect(row).toMatchObject({ till: 's-centru-1', epoch: 1, seq: 1, reason: 'sale-parts', waits: 'effects' });
  expect(row.claims[0]).toMatchObject({ effect: 'EARN', asset: 'points' });
  expect(claimed).toBeGreaterThan(0);
});

test('OPR-8 what waits is posted after all', async () => {
  const { shop, member, row, claimed, settle } = await waitingShop();
  expect(await settle('post')).toMatchObject({ ok: true });
  const { rows } = await sql<{ sum: number }>`
    SELECT sum(balance)::bigint AS sum FROM account WHERE member_id = ${member.id} AND asset = 'points'`.execute(
    shop.hq.db,
  );
  expect(rows[0]?.sum).toBe(pointsBefore(member) + claimed);
  expect((await listQuarantine(shop.hq)).count).toBe(0);
  expect(await lastRecords(shop)).toMatchObject([{ kind: 'RESOLVE', ref: `resolve:${row.id}`, ...ACT }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-8 what waits is refused for good, and nothing is settled twice', async () => {
  const { shop, member, settle } = await waitingShop();
  expect(await settle('refuse')).toMatchObject({ ok: true });
  expect(await pointsOf(shop, member.id)).toEqual({ available: pointsBefore(member) });
  const { rows } = await sql`SELECT 1 FROM transfer WHERE debit LIKE 's:%' AND credit = 'h:issued'`.execute(
    shop.hq.db,
  );
  expect(rows).not.toEqual([]);
  expect(await settle('post')).toEqual({ ok: false, failure: 'settled' });
  expect(await settle('post', 999)).toEqual({ ok: false, failure: 'unknown' });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-8 two persons who settle the same thing at once settle it once', async () => {
  const { shop, settle } = await waitingShop();
  const both = await Promise.all([settle('post'), settle('refuse')]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-8 an entry that nothing vouches for can only be refused, and that is recorded too', async () => {
  const { shop, till, settle } = await waitingShop();
  till.tick();
  const [forged] = till.wire(2);
  assert(forged, 'an entry is forged');
  await pushEntries(shop.app, till, [{ ...forged, sig: '0'.repeat(128) }]);
  const { rows } = await listQuarantine(shop.hq);
  const refused = rows.find(({ waits }) => waits === 'entry');
  assert(refused, 'the forged entry is kept');
  expect(await settle('post', refused.id)).toEqual({ ok: false, failure: 'refused-entry' });
  expect(await settle('refuse', refused.id)).toMatchObject({ ok: true });
  expect(await lastRecords(shop)).toMatchObject([{ kind: 'NOTE', quarantine: refused.id, ...ACT }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('OPR-8 where what is kept cannot be read any more nothing is settled', async () => {
  const { shop, settle } = await waitingShop();
  await sql
    .raw("ALTER TABLE entry DISABLE TRIGGER ALL; UPDATE entry SET hash = repeat('0', 64)")
    .execute(shop.hq.db);
  expect(await settle('post')).toEqual({ ok: false, failure: 'unreadable' });
  expect((await listQuarantine(shop.hq)).count).toBe(1);
});

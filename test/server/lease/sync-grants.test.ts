import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type StoreId } from '../../../shared/kernel/ids.ts';
import { MAX_LEASES_PER_CHAIN } from '../../../shared/kernel/limits.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { DEFAULT_LEASE_POLICY } from '../../../shared/lease/lease-policy.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { pointsBefore } from '../../support/hq/open-shop.ts';
import {
  askFor,
  newIntent,
  openSpendingShop,
  pointsOf,
  readGrant,
  release,
  spend,
  syncOf,
} from '../../support/hq/rights.ts';
import { pushEntries, tryCall } from '../../support/hq/signed-call.ts';
import { DEMO_STORE, enrolTill, secondProcess } from '../../support/hq/test-hq.ts';

const DAY_MS = 24 * 60 * 60_000;

/** The member has just bought something here, and the till has asked for news. */
async function visitedShop() {
  const opened = await openSpendingShop();
  const { shop, till, member } = opened;
  till.sale({ products: goodsOf('bread', 1), member });
  await pushEntries(shop.app, till);
  const grants = (await syncOf(shop, till)).grants.map(readGrant);
  const grant = grants.find(({ asset }) => asset === 'points');
  if (!grant) throw new Error('points are granted to who came');
  const row = (await pullAllMembers(shop, till)).find(({ id }) => id === member.id);
  if (!row) throw new Error('the member is served');
  return { ...opened, grants, grant, row: memberRow(row) };
}

test('LSR-9 who has visited the store gets a share of what is available, held by the till where they shopped', async () => {
  const { shop, till, member, grant } = await visitedShop();
  const { available = 0, leased = 0 } = await pointsOf(shop, member.id);
  expect(grant).toMatchObject({ owner: member.id, intent: null, holder: { till: till.till, epoch: 1 } });
  expect(grant.amount).toBe(leased);
  expect(leased).toBe(Math.floor(((available + leased) * DEFAULT_LEASE_POLICY.shareBps) / 10_000));
  expect(grant.expiresAtMs).toBe(shop.hq.nowMs() + DEFAULT_LEASE_POLICY.lifeMs);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-9 nobody else gets any: not who never came, nor who came too long ago', async () => {
  const { shop, till } = await openSpendingShop();
  expect((await syncOf(shop, till)).grants).toEqual([]);
  const { shop: later, till: same, member } = await openSpendingShop();
  same.sale({ products: goodsOf('bread', 1), member });
  await pushEntries(later.app, same);
  later.setNow(epochMs(later.hq.nowMs() + 61 * DAY_MS));
  expect((await syncOf(later, same)).grants).toEqual([]);
  expect(await pointsOf(later, member.id)).not.toHaveProperty('leased');
});

test('LSR-10 a grant is told until the till has it, and again when it has lost everything', async () => {
  const { shop, till, grants } = await visitedShop();
  const newest = Math.max(...grants.map(({ logIndex }) => logIndex));
  expect((await syncOf(shop, till, newest)).grants).toEqual([]);
  expect((await syncOf(shop, till, 0)).grants.map(readGrant)).toEqual(grants);
  const other = await enrolTill(shop, { name: 'Casa 2' });
  expect((await syncOf(shop, other)).grants).toEqual([]);
});

test('LSR-11 the lease pays for spends without HQ, and what is left goes back when its end has passed in chain time', async () => {
  const { shop, till, member, grant, row } = await visitedShop();
  const { available = 0 } = await pointsOf(shop, member.id);
  const sale = spend(till, row, grant, 25);
  expect(await pushEntries(shop.app, till, till.wire(2))).toMatchObject({ quarantined: [] });
  expect(await pointsOf(shop, member.id)).toMatchObject({ leased: grant.amount - 25 });
  shop.setNow(epochMs(grant.expiresAtMs + 1));
  expect((await syncOf(shop, till)).tick).toBe(true);
  till.waitUntil(grant.expiresAtMs);
  till.tick();
  await pushEntries(shop.app, till, till.wire(3));
  expect((await syncOf(shop, till)).tick).toBe(false);
  const after = await pointsOf(shop, member.id);
  const head = JSON.parse(sale.head) as {
    parts: readonly { effect: string; asset: string; amount: number }[];
  };
  const earned = head.parts.find(({ effect, asset }) => effect === 'EARN' && asset === 'points')?.amount ?? 0;
  expect((after['available'] ?? 0) + (after['leased'] ?? 0)).toBe(available + grant.amount - 25 + earned);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-11 an entry of another chain, or HQ’s own clock, gives nothing back', async () => {
  const { shop, till, member, grant } = await visitedShop();
  const other = await enrolTill(shop, { name: 'Casa 2' });
  other.waitUntil(epochMs(grant.expiresAtMs + DAY_MS));
  other.tick();
  shop.setNow(epochMs(grant.expiresAtMs + DAY_MS));
  await pushEntries(shop.app, other);
  expect(await pointsOf(shop, member.id)).toMatchObject({ leased: grant.amount });
  till.tick();
  await pushEntries(shop.app, till, till.wire(2));
  expect(await pointsOf(shop, member.id)).toMatchObject({ leased: grant.amount });
});

test('LSR-11 SEAL ends all rights of its epoch, and the next epoch gets its own', async () => {
  const { shop, till, member, grant } = await visitedShop();
  till.append({ kind: 'SEAL', reason: 'rotation' });
  await pushEntries(shop.app, till, till.wire(2));
  expect(await pointsOf(shop, member.id)).not.toHaveProperty('leased');
  const next = await enrolTill(shop, { programme: demoProgramme() });
  expect(next.epoch).toBe(2);
  const again = (await syncOf(shop, next)).grants.map(readGrant);
  expect(again.find(({ asset }) => asset === 'points')).toMatchObject({
    amount: grant.amount,
    holder: { till: till.till, epoch: 2 },
  });
});

test('LSR-12 a lease that was given back is replaced only when the balance moves, and by no more than three', async () => {
  const { shop, till, member, grant } = await visitedShop();
  release(till, grant);
  await pushEntries(shop.app, till, till.wire(2));
  await syncOf(shop, till);
  for (let visit = 0; visit < 5; visit += 1) {
    till.sale({ products: goodsOf('dairy', 20), member });
    await pushEntries(shop.app, till, till.wire(3 + visit));
    await syncOf(shop, till);
  }
  const { rows } = await sql<{ open: number }>`
    SELECT count(*) AS open FROM lease WHERE owner = ${member.id} AND asset = 'points' AND state = 'ACTIVE'`.execute(
    shop.hq.db,
  );
  expect(rows[0]?.open).toBeGreaterThan(0);
  expect(rows[0]?.open).toBeLessThanOrEqual(3);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-12 a right that was spent to its end counts no more: who comes daily gets the next one', async () => {
  const { shop, till, row, grant } = await visitedShop();
  let held = grant;
  for (let visit = 0; visit < 4; visit += 1) {
    spend(till, row, held, held.amount);
    await pushEntries(shop.app, till, till.wire(2 + visit));
    const grants = (await syncOf(shop, till, held.logIndex)).grants.map(readGrant);
    const next = grants.find(({ asset }) => asset === 'points');
    if (!next) throw new Error(`a right after ${visit + 1} that were spent`);
    held = next;
  }
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-12 a store’s policy caps what goes out, or keeps everything in', async () => {
  const { shop, till, member } = await openSpendingShop();
  const policy = (changes: object) =>
    shop.hq.db
      .updateTable('store')
      .set({ lease_policy: JSON.stringify({ ...DEFAULT_LEASE_POLICY, ...changes }) })
      .where('id', '=', asId<StoreId>(DEMO_STORE))
      .execute();
  await policy({ enabled: false });
  till.sale({ products: goodsOf('bread', 1), member });
  await pushEntries(shop.app, till);
  expect((await syncOf(shop, till)).grants).toEqual([]);
  await policy({ capPoints: 40 });
  const [grant] = (await syncOf(shop, till)).grants.map(readGrant).filter(({ asset }) => asset === 'points');
  expect(grant?.amount).toBe(40);
});

test('LSR-13 tills that ask two processes at once for the same member’s points never get more than there is', async () => {
  const { shop, till, member } = await openSpendingShop();
  const has = pointsBefore(member);
  const tills = [till];
  for (const name of ['Casa 2', 'Casa 3', 'Casa 4']) tills.push(await enrolTill(shop, { name }));
  const amount = Math.floor(has / 5);
  const processes = [shop, { ...shop, app: secondProcess(shop) }];
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, n) =>
      askFor(processes[n % 2] ?? shop, tills[(n >> 1) % 4] ?? till, { owner: member.id, amount }),
    ),
  );
  const granted = answers.filter(({ kind }) => kind === 'granted');
  expect(granted).toHaveLength(5);
  expect(await pointsOf(shop, member.id)).toMatchObject({ leased: 5 * amount });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-13 what cannot be written is not granted: neither the balance nor the till has anything of it', async () => {
  const { shop, till, member } = await openSpendingShop();
  await sql
    .raw(
      `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room' USING ERRCODE = '53100'; END $$;
       CREATE TRIGGER full_disk BEFORE INSERT ON lease FOR EACH ROW EXECUTE FUNCTION full_disk()`,
    )
    .execute(shop.hq.db);
  const intent = newIntent();
  const request = { epoch: 1, intent, owner: member.id, asset: 'points', amount: 10 } as const;
  expect(await tryCall(shop.app, till, 'lease', request)).toMatchObject({ status: 500 });
  expect(await pointsOf(shop, member.id)).toEqual({ available: pointsBefore(member) });
  await sql`DROP TRIGGER full_disk ON lease`.execute(shop.hq.db);
  expect(await askFor(shop, till, { owner: member.id, amount: 10, intent })).toMatchObject({
    kind: 'granted',
  });
});

test('LSR-10 a right that was asked back before the till had it is told too, so that it can be given back', async () => {
  const { shop, till, member, grant, grants } = await visitedShop();
  const other = await enrolTill(shop, { name: 'Casa 2' });
  const all = pointsBefore(member);
  expect(await askFor(shop, other, { owner: member.id, amount: all })).toMatchObject({ kind: 'recalling' });
  const news = await syncOf(shop, till);
  expect(news.recalls).toEqual([grant.lease]);
  expect(news.grants.map(readGrant)).toEqual(grants);
});

test('LSR-6 a till with two histories is told of no right, and asked for none and for no sign of life', async () => {
  const { shop, till, grant } = await visitedShop();
  await shop.hq.db.updateTable('lease').set({ recalled_at_ms: shop.hq.nowMs() }).execute();
  const clone = till.cloneAt(0);
  clone.tick();
  expect(await pushEntries(shop.app, clone)).toMatchObject({ suspended: true });
  shop.setNow(epochMs(grant.expiresAtMs + 1));
  expect(await syncOf(shop, till)).toMatchObject({ grants: [], recalls: [], tick: false });
});

test('LEA-5 a till that says a day far ahead ends no lot of what it gives back', async () => {
  const { shop, till, member } = await openSpendingShop();
  till.sale({ products: goodsOf('dairy', 60), member });
  await pushEntries(shop.app, till);
  const before = await pointsOf(shop, member.id);
  const grants = (await syncOf(shop, till)).grants.map(readGrant);
  expect(grants.flatMap(({ lots }) => lots).some(({ endsAtMs }) => endsAtMs !== null)).toBe(true);
  const leases = grants.map(({ lease, expiresAtMs }) => ({ lease, expiresAtMs }));
  till.append({ kind: 'RELEASE', leases }, { businessDate: asBusinessDate('2199-01-01') });
  await pushEntries(shop.app, till, till.wire(2));
  expect(await pointsOf(shop, member.id)).toEqual(before);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-9 a till that holds as many rights as it can keep gets no more of them', async () => {
  const { shop, till, member } = await openSpendingShop();
  till.sale({ products: goodsOf('bread', 1), member });
  await pushEntries(shop.app, till);
  await sql`
    INSERT INTO lease (id, owner, asset, store_id, holder_till, epoch, amount, state, expires_at_ms, guaranteed,
      granted_at_ms, granted_log_index, grant_document, grant_sig)
    SELECT 'many-' || n, 'somebody', 'points', ${DEMO_STORE}, ${till.till}, 1, 1, 'ACTIVE', 0, 0, 0, 0, '', ''
    FROM generate_series(1, ${MAX_LEASES_PER_CHAIN}::int) AS n`.execute(shop.hq.db);
  expect((await syncOf(shop, till)).grants).toEqual([]);
  await sql`DELETE FROM lease WHERE id = 'many-1'`.execute(shop.hq.db);
  const owners = (await syncOf(shop, till)).grants.map((text) => readGrant(text).owner);
  expect(new Set(owners)).toEqual(new Set([member.id]));
});

import { expect, test } from 'vitest';
import { requestLease } from '../../../server/lease/request-lease.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { DEFAULT_LEASE_POLICY } from '../../../shared/lease/lease-policy.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { pointsBefore } from '../../support/hq/open-shop.ts';
import {
  askFor,
  grantedTo,
  newIntent,
  openSpendingShop,
  pointsOf,
  readGrant,
  release,
  spend,
  syncOf,
} from '../../support/hq/rights.ts';
import { pushEntries, tryCall } from '../../support/hq/signed-call.ts';
import { enrolTill } from '../../support/hq/test-hq.ts';

const NOBODY = '01900000-0000-7000-8000-ffffffffffff' as never;

test('LSR-1 what is available is reserved before the grant goes out, and a sale spends it', async () => {
  const { shop, till, member } = await openSpendingShop();
  const has = pointsBefore(member);
  const intent = newIntent();
  const grant = await grantedTo(shop, till, { owner: member.id, amount: 50, intent });
  expect(grant).toMatchObject({ owner: member.id, asset: 'points', amount: 50, intent });
  expect(grant.holder).toEqual({ till: till.till, epoch: till.epoch });
  expect(grant.expiresAtMs - grant.grantedAtMs).toBe(DEFAULT_LEASE_POLICY.intentLifeMs);
  expect(grant.lots.reduce((sum, { amount }) => sum + amount, 0)).toBe(50);
  expect(await pointsOf(shop, member.id)).toEqual({ available: has - 50, leased: 50 });
  spend(till, member, grant, 40);
  expect(await pushEntries(shop.app, till)).toMatchObject({ wm: 1, quarantined: [] });
  const after = await pointsOf(shop, member.id);
  expect(after['leased']).toBeUndefined();
  expect(after['available']).toBeGreaterThanOrEqual(has - 40);
  const lease = await shop.hq.db.selectFrom('lease').select(['state', 'closed_log_index']).executeTakeFirst();
  expect(lease).toEqual({ state: 'CLOSED', closed_log_index: expect.any(Number) });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-2 asked again, and by whichever process, the same intent gets the same text', async () => {
  const { shop, till, member } = await openSpendingShop();
  const intent = newIntent();
  const asking = { owner: member.id, amount: 30, intent };
  const first = await askFor(shop, till, asking);
  expect(first.kind).toBe('granted');
  const answers = await Promise.all(Array.from({ length: 5 }, () => askFor(shop, till, asking)));
  for (const answer of answers) expect(answer).toEqual(first);
  expect(await pointsOf(shop, member.id)).toEqual({ available: pointsBefore(member) - 30, leased: 30 });
});

test('LSR-2 many at once for one new intent are one grant', async () => {
  const { shop, till, member } = await openSpendingShop();
  const asking = { owner: member.id, amount: 30, intent: newIntent() };
  const answers = await Promise.all(Array.from({ length: 6 }, () => askFor(shop, till, asking)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.kind).toBe('granted');
  expect(await pointsOf(shop, member.id)).toEqual({ available: pointsBefore(member) - 30, leased: 30 });
});

test('LSR-3 more than there is: the answer says how much would be possible', async () => {
  const { shop, till, member } = await openSpendingShop();
  const has = pointsBefore(member);
  expect(await askFor(shop, till, { owner: member.id, amount: has + 1 })).toEqual({
    kind: 'insufficient',
    largest: has,
  });
  expect(await pointsOf(shop, member.id)).toEqual({ available: has });
});

test('LSR-3 an owner whom HQ does not know, or who is of another kind', async () => {
  const { shop, till, member } = await openSpendingShop();
  expect(await askFor(shop, till, { owner: NOBODY, amount: 1 })).toEqual({ kind: 'unknown' });
  expect(await askFor(shop, till, { owner: 'card:77', asset: 'giftcard', amount: 1 })).toEqual({
    kind: 'unknown',
  });
  expect(await askFor(shop, till, { owner: member.id, asset: 'wallet', amount: 1 })).toEqual({
    kind: 'insufficient',
    largest: 0,
  });
});

test('LSR-4 what another till holds is asked back, and then given', async () => {
  const { shop, till, member } = await openSpendingShop();
  const has = pointsBefore(member);
  const other = await enrolTill(shop, { name: 'Casa 2', programme: demoProgramme() });
  other.sale({ products: goodsOf('bread', 1), member });
  await pushEntries(shop.app, other);
  const { grants } = await syncOf(shop, other);
  const lent = readGrant(
    grants.find((text) => readGrant(text).asset === 'points') ?? { document: '', sig: '' },
  );
  const intent = newIntent();
  const asking = { owner: member.id, amount: has, intent };
  expect(await askFor(shop, till, asking)).toMatchObject({ kind: 'recalling' });
  const told = await syncOf(shop, other, lent.logIndex);
  expect(told.recalls).toEqual([lent.lease]);
  release(other, lent);
  await pushEntries(shop.app, other);
  const grant = await grantedTo(shop, till, asking);
  expect(grant.amount).toBe(has);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('LSR-4 nobody waits for what a till with two histories holds: nothing that it says gives it back', async () => {
  const { shop, till, member } = await openSpendingShop();
  const other = await enrolTill(shop, { name: 'Casa 2', programme: demoProgramme() });
  other.sale({ products: goodsOf('bread', 1), member });
  await pushEntries(shop.app, other);
  await syncOf(shop, other);
  const clone = other.cloneAt(0);
  clone.tick();
  await pushEntries(shop.app, clone);
  const asking = { owner: member.id, amount: pointsBefore(member) };
  expect(await askFor(shop, till, asking)).toMatchObject({ kind: 'insufficient' });
});

test('LSR-5 an intent that is abandoned, or whose right is over, gets nothing any more', async () => {
  const { shop, till, member } = await openSpendingShop();
  const intent = newIntent();
  await grantedTo(shop, till, { owner: member.id, amount: 20, intent });
  till.append({ kind: 'ABANDON', intent, owner: member.id });
  await pushEntries(shop.app, till);
  expect(await pointsOf(shop, member.id)).toEqual({ available: pointsBefore(member) });
  expect(await askFor(shop, till, { owner: member.id, amount: 20, intent })).toEqual({ kind: 'closed' });
  const tombstone = newIntent();
  till.append({ kind: 'ABANDON', intent: tombstone, owner: member.id });
  await pushEntries(shop.app, till);
  expect(await askFor(shop, till, { owner: member.id, amount: 20, intent: tombstone })).toEqual({
    kind: 'closed',
  });
  const late = newIntent();
  const grant = await grantedTo(shop, till, { owner: member.id, amount: 20, intent: late });
  shop.setNow(epochMs(grant.expiresAtMs + 1));
  expect(await askFor(shop, till, { owner: member.id, amount: 20, intent: late })).toEqual({
    kind: 'closed',
  });
});

test('LSR-5 an intent belongs to the till, owner and amount that it was first asked for', async () => {
  const { shop, till, member } = await openSpendingShop();
  const other = await enrolTill(shop, { name: 'Casa 2' });
  const intent = newIntent();
  await grantedTo(shop, till, { owner: member.id, amount: 20, intent });
  for (const [asker, amount] of [
    [other, 20],
    [till, 21],
  ] as const)
    expect(await askFor(shop, asker, { owner: member.id, amount, intent })).toEqual({ kind: 'closed' });
});

test('LSR-6 a till with two histories gets no rights, and a revoked one is refused', async () => {
  const { shop, till, member } = await openSpendingShop();
  till.tick();
  const clone = till.cloneAt(0);
  clone.tick();
  await pushEntries(shop.app, till);
  await pushEntries(shop.app, till, clone.wire());
  expect(await askFor(shop, till, { owner: member.id, amount: 1 })).toEqual({ kind: 'refused' });
  await shop.hq.db.updateTable('chain').set({ revoked_at_ms: shop.hq.nowMs() }).execute();
  const request = { epoch: 1, intent: newIntent(), owner: member.id, asset: 'points', amount: 1 } as const;
  expect(await tryCall(shop.app, till, 'lease', request)).toMatchObject({ status: 403 });
});

test('LSR-6 a request that speaks for another epoch is no request', async () => {
  const { shop, till, member } = await openSpendingShop();
  const request = { epoch: 2, intent: newIntent(), owner: member.id, asset: 'points', amount: 1 } as const;
  expect(await tryCall(shop.app, till, 'lease', request)).toMatchObject({ status: 400 });
});

test('LSR-7 a till that guesses numbers of gift cards is not answered for a while', async () => {
  const { shop, till, member } = await openSpendingShop();
  for (let guess = 0; guess < 20; guess += 1)
    await askFor(shop, till, { owner: `card:${guess}`, asset: 'giftcard', amount: 1 });
  const request = { epoch: 1, intent: newIntent(), owner: member.id, asset: 'points', amount: 1 } as const;
  expect(await tryCall(shop.app, till, 'lease', request)).toMatchObject({ status: 429 });
});

test('LSR-8 whoever owes something gets no rights, and open ones are asked back', async () => {
  const { shop, till, member } = await openSpendingShop();
  const grant = await grantedTo(shop, till, { owner: member.id, amount: 20 });
  await shop.hq.db
    .insertInto('account')
    .values({ id: `d:${member.id}`, asset: 'points', kind: 'receivable', member_id: member.id, balance: -5 })
    .execute();
  expect(await askFor(shop, till, { owner: member.id, amount: 1 })).toEqual({
    kind: 'insufficient',
    largest: 0,
  });
  expect(grant.amount).toBe(20);
});

test('LSR-6 a question of an epoch that was replaced while it was on its way gets no right: nothing would give it back', async () => {
  const { shop, till, member } = await openSpendingShop();
  const place = await shop.hq.db
    .selectFrom('store')
    .innerJoin('till', 'till.store_id', 'store.id')
    .select(['store.id as store', 'store.company_id as company', 'time_zone as timeZone'])
    .where('till.id', '=', till.till)
    .executeTakeFirstOrThrow();
  const caller = { ...place, till: till.till, epoch: 1, served: true };
  till.append({ kind: 'SEAL', reason: 'rotation' });
  await pushEntries(shop.app, till);
  await enrolTill(shop, { programme: demoProgramme() });
  const request = { epoch: 1, intent: newIntent(), owner: member.id, asset: 'points', amount: 10 } as const;
  expect(await requestLease(shop.hq, caller, request)).toEqual({ kind: 'refused' });
  expect(await pointsOf(shop, member.id)).toEqual({ available: pointsBefore(member) });
});

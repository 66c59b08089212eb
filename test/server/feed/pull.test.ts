import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { hmacHex } from '../../../server/crypto/digest.ts';
import { demoMembers } from '../../../server/demo/demo-members.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import { zProgramme } from '../../../shared/loyalty/programme/programme-schema.ts';
import type { CollectionName } from '../../../shared/protocol/pull.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { call, pushEntries } from '../../support/hq/signed-call.ts';
import { DEMO_STORE, enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import type { TillChain } from '../../support/till-chain.ts';

/** Reads a feed to its end in pages, as a till does. */
async function readFeed(
  { app }: TestHq,
  till: TillChain,
  { collection, from, limit }: { collection: CollectionName; from: string | null; limit: number },
): Promise<{ ids: string[]; checkpoint: string | null }> {
  const ids: string[] = [];
  let checkpoint = from;
  for (;;) {
    const page = await call(app, till, 'pull', { collection, checkpoint, limit });
    checkpoint = page.checkpoint;
    if (page.documents.length === 0) return { ids, checkpoint };
    ids.push(...page.documents.map((document) => document.id));
  }
}

test('a feed is read in pages, each document once, and ends where SYNC says', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const { ids, checkpoint } = await readFeed(shop, till, { collection: 'products', from: null, limit: 100 });
  expect(ids.length).toBeGreaterThan(570);
  expect(new Set(ids).size).toBe(ids.length);
  const { feeds } = await call(shop.app, till, 'sync', {
    epoch: 1,
    appVersion: 'test',
    programmeVersion: 0,
    unsent: 0,
    grantsAfter: 0,
  });
  expect(feeds.products).toBe(checkpoint);
});

test('a changed price comes again after the checkpoint, and only it', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const { checkpoint } = await readFeed(shop, till, { collection: 'products', from: null, limit: 1000 });
  const [milk] = goodsOf('dairy');
  assert(milk, 'milk');
  await shop.hq.db
    .updateTable('product')
    .set({ price_minor: minor(999) })
    .where('id', '=', milk.id)
    .execute();
  const page = await call(shop.app, till, 'pull', { collection: 'products', checkpoint, limit: 10 });
  expect(page.documents).toMatchObject([{ id: milk.id, priceMinor: 999, _deleted: false }]);
});

test('goods taken off the list come as deleted', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const [milk] = goodsOf('dairy');
  assert(milk, 'milk');
  const { checkpoint } = await readFeed(shop, till, { collection: 'products', from: null, limit: 1000 });
  await shop.hq.db.updateTable('product').set({ deleted: true }).where('id', '=', milk.id).execute();
  const page = await call(shop.app, till, 'pull', { collection: 'products', checkpoint, limit: 10 });
  expect(page.documents).toMatchObject([{ id: milk.id, _deleted: true }]);
});

test('programmes come whole and staff without a secret', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const programmes = await call(shop.app, till, 'pull', {
    collection: 'programmes',
    checkpoint: null,
    limit: 10,
  });
  expect(programmes.documents).toMatchObject([{ id: 'mercur-club@1', version: 1, _deleted: false }]);
  const staff = await call(shop.app, till, 'pull', { collection: 'staff', checkpoint: null, limit: 10 });
  expect(staff.documents).toEqual([
    { id: 'c-ana', name: 'Ana Rusu', role: 'manager', language: 'ro', _deleted: false },
    { id: 'c-ion', name: 'Ion Petrov', role: 'cashier', language: 'ru', _deleted: false },
  ]);
});

test('SYNC brings the signed place, new programmes and PIN hashes', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const request = { epoch: 1, appVersion: 'test', programmeVersion: 0, unsent: 0, grantsAfter: 0 };
  const first = await call(shop.app, till, 'sync', request);
  expect(JSON.parse(first.place.document)).toMatchObject({
    store: { id: DEMO_STORE },
    till: { name: 'Casa 1' },
  });
  expect(first.programmes.map(({ document }) => zProgramme.parse(JSON.parse(document)).version)).toEqual([1]);
  expect(first.staff.map((cashier) => cashier.pinHash.split('$')[1])).toEqual(['argon2id', 'argon2id']);
  const next = await call(shop.app, till, 'sync', { ...request, programmeVersion: 1 });
  expect(next.programmes).toEqual([]);
});

test('a member is shown by initials and four digits, and found by the hash of the phone', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const [first] = demoMembers();
  assert(first, 'a member');
  const row = (await pullAllMembers(shop, till)).find((each) => each.id === first.id);
  const [given, family] = first.name.split(' ');
  const storeKey = shop.hq.keys.storeKey(asId(DEMO_STORE));
  expect(row).toMatchObject({
    cardNumber: first.cardNumber,
    label: `${given?.slice(0, 1)}. ${family?.slice(0, 1)}. •• ${first.phone.slice(-4)}`,
    phoneHmac: hmacHex(storeKey, `phone:${first.phone}`),
    phoneLast6Hmac: hmacHex(storeKey, `last6:${first.phone.slice(-6)}`),
    balances: [{ asset: 'points', available: first.points, pending: 0, leased: 0 }],
  });
  expect(JSON.stringify(row)).not.toContain(first.phone);
  expect(JSON.stringify(row)).not.toContain(family);
});

test('BAL-1 a balance is true at the log index that its row names', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  const [document] = await pullAllMembers(shop, till);
  assert(document, 'a member');
  till.sale({ products: goodsOf('dairy', 5), member: memberRow(document) });
  const ack = await pushEntries(shop.app, till);
  const after = (await pullAllMembers(shop, till)).find((each) => each.id === document.id);
  expect(document.asOf).toBe((ack.effects[0]?.logIndex ?? 0) - 1);
  expect(after?.asOf).toBe(ack.effects[0]?.logIndex);
});

test('an erased member comes as deleted, without card, label or hashes', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const [first] = demoMembers();
  assert(first, 'a member');
  await shop.hq.db.deleteFrom('member_key').where('member_id', '=', first.id).execute();
  await shop.hq.db.deleteFrom('member_identity').where('member_id', '=', first.id).execute();
  await shop.hq.db.updateTable('member').set({ erased: true }).where('id', '=', first.id).execute();
  const row = (await pullAllMembers(shop, till)).find((each) => each.id === first.id);
  expect(row).toMatchObject({ cardNumber: '', label: '', phoneHmac: '', phoneLast6Hmac: '', _deleted: true });
});

test('a checkpoint that HQ never gave out is a bad request', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const request = { collection: 'products' as const, checkpoint: 'next; drop', limit: 10 };
  await expect(call(shop.app, till, 'pull', request)).rejects.toThrow('BAD_REQUEST');
});

test('FED-1 a change that is still being written is never skipped', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const [milk, cream] = goodsOf('dairy', 2);
  assert(milk && cream, 'two goods');
  const start = await readFeed(shop, till, { collection: 'products', from: null, limit: 1000 });
  const open = await beginChange(shop, milk.id);
  const later = shop.hq.db
    .updateTable('product')
    .set({ price_minor: minor(222) })
    .where('id', '=', cream.id)
    .execute();
  const between = await readFeed(shop, till, { collection: 'products', from: start.checkpoint, limit: 10 });
  await open.commit();
  await later;
  const after = await readFeed(shop, till, { collection: 'products', from: between.checkpoint, limit: 10 });
  expect([...between.ids, ...after.ids].sort()).toEqual([milk.id, cream.id].sort());
});

test('FED-1 a till that reads while many write ends with every change', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const goods = goodsOf('dairy', 40);
  const start = await readFeed(shop, till, { collection: 'products', from: null, limit: 1000 });
  let writing = true;
  const writers = Promise.all(
    goods.map((product, index) =>
      shop.hq.db
        .updateTable('product')
        .set({ price_minor: minor(10_000 + index) })
        .where('id', '=', product.id)
        .execute(),
    ),
  ).finally(() => {
    writing = false;
  });
  const seen: string[] = [];
  let { checkpoint } = start;
  while (writing) {
    const read = await readFeed(shop, till, { collection: 'products', from: checkpoint, limit: 7 });
    seen.push(...read.ids);
    checkpoint = read.checkpoint;
  }
  await writers;
  seen.push(...(await readFeed(shop, till, { collection: 'products', from: checkpoint, limit: 7 })).ids);
  expect(seen.sort()).toEqual(goods.map((product) => product.id as string).sort());
});

/** A transaction that has changed a product and has not ended. */
async function beginChange({ hq }: TestHq, id: string): Promise<{ commit: () => Promise<void> }> {
  const trx = await hq.db.startTransaction().execute();
  await sql`UPDATE product SET price_minor = 111 WHERE id = ${id}`.execute(trx);
  return { commit: async () => trx.commit().execute() };
}

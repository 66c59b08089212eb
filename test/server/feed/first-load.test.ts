import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { assert } from '../../../shared/kernel/assert.ts';
import { bigShopCard, seedBigShop } from '../../support/big-shop/seed-big-shop.ts';
import { pullAllMembers } from '../../support/hq/demo-shop.ts';
import { call, tryCall } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq } from '../../support/hq/test-hq.ts';

test('a pull from the beginning says how much there is, a later one does not', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const first = await call(shop.app, till, 'pull', { collection: 'members', checkpoint: null, limit: 10 });
  expect(first).toMatchObject({ total: 200 });
  const { checkpoint } = first;
  const next = await call(shop.app, till, 'pull', { collection: 'members', checkpoint, limit: 10 });
  expect(next).not.toHaveProperty('total');
  for (const [collection, total] of [
    ['staff', 2],
    ['programmes', 1],
  ] as const)
    expect(await call(shop.app, till, 'pull', { collection, checkpoint: null, limit: 10 })).toMatchObject({
      total,
    });
});

test('LOD-3 a member is found by card wherever they stand, and the feed’s position stays', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const [member] = (await pullAllMembers(shop, till)).slice(-1);
  assert(member, 'a member');
  const asked = { collection: 'members', checkpoint: null, limit: 1 } as const;
  const found = await call(shop.app, till, 'pull', { ...asked, card: member.cardNumber });
  expect(found).toMatchObject({
    documents: [{ id: member.id, phoneHmac: member.phoneHmac }],
    checkpoint: '0',
  });
  expect(await call(shop.app, till, 'pull', { ...asked, card: '2900000000001' })).toMatchObject({
    documents: [],
  });
});

test('goods have no card', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const request = { collection: 'products', checkpoint: null, limit: 1, card: '2900000000018' } as const;
  expect(await tryCall(shop.app, till, 'pull', request)).toMatchObject({ status: 400 });
});

test('another company’s member is not found by card', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const [member] = await pullAllMembers(shop, till);
  assert(member, 'a member');
  await sql`INSERT INTO company (id, name, tax_number) VALUES ('other', 'Other', '1')`.execute(shop.hq.db);
  await sql`UPDATE member SET company_id = 'other' WHERE id = ${member.id}`.execute(shop.hq.db);
  const asked = { collection: 'members', checkpoint: null, limit: 1, card: member.cardNumber } as const;
  expect(await call(shop.app, till, 'pull', asked)).toMatchObject({ documents: [] });
});

test('LOD-5 a page is found by its position, not by going through the ones before', async () => {
  const shop = await startTestHq();
  await seedBigShop(shop.hq, { products: 0, members: 4_000 });
  const till = await enrolTill(shop);
  const plan = await sql<{ 'QUERY PLAN': string }>`
    EXPLAIN SELECT * FROM member WHERE company_id = 'mercur' AND change_no > 3000 ORDER BY change_no LIMIT 100`.execute(
    shop.hq.db,
  );
  expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Scan using member_feed');
  const last = bigShopCard(3_999);
  const asked = { collection: 'members', checkpoint: null, limit: 1, card: last } as const;
  expect(await call(shop.app, till, 'pull', asked)).toMatchObject({ documents: [{ cardNumber: last }] });
});

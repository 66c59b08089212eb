/** Which till holds a member's rights: the one where the member is, as far as HQ can tell. */
import { expect, test } from 'vitest';
import { inTransaction } from '../../../server/db/retry.ts';
import { demoStore } from '../../../server/demo/demo-place.ts';
import { insertStore } from '../../../server/enrol/insert-store.ts';
import { asId, type StoreId, type TillId } from '../../../shared/kernel/ids.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { pointsBefore } from '../../support/hq/open-shop.ts';
import { askFor, newIntent, openSpendingShop, readGrant, release, syncOf } from '../../support/hq/rights.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill } from '../../support/hq/test-hq.ts';

const BREAD = goodsOf('bread', 1);

async function twoTills() {
  const opened = await openSpendingShop();
  const other = await enrolTill(opened.shop, { name: 'Casa 2', programme: demoProgramme() });
  // HQ has heard of both.
  for (const each of [opened.till, other]) await syncOf(opened.shop, each);
  return { ...opened, other };
}

test('LSR-9 what a till brings late does not move the member back to it', async () => {
  const { shop, till, other, member } = await twoTills();
  till.sale({ products: BREAD, member });
  other.waitUntil(shop.hq.nowMs());
  other.sale({ products: BREAD, member });
  await pushEntries(shop.app, other);
  await pushEntries(shop.app, till);
  expect((await syncOf(shop, till)).grants).toEqual([]);
  const grants = (await syncOf(shop, other)).grants.map(readGrant);
  expect(grants.find(({ asset }) => asset === 'points')?.holder.till).toBe(other.till);
});

test('LSR-4 what was asked back for another till is not leased again to the one that gave it', async () => {
  const { shop, till, other, member } = await twoTills();
  other.sale({ products: BREAD, member });
  await pushEntries(shop.app, other);
  const grants = (await syncOf(shop, other)).grants.map(readGrant);
  const known = Math.max(...grants.map(({ logIndex }) => logIndex));
  const lent = grants.find(({ asset }) => asset === 'points');
  if (!lent) throw new Error('points are granted to who came');
  const asking = { owner: member.id, amount: pointsBefore(member), intent: newIntent() };
  expect(await askFor(shop, till, asking)).toMatchObject({ kind: 'recalling' });
  release(other, lent);
  // Sold before anybody asked, and sent only now: the balance moves.
  other.sale({ products: BREAD, member });
  await pushEntries(shop.app, other, other.wire(2));
  expect((await syncOf(shop, other, known)).grants).toEqual([]);
  expect(await askFor(shop, till, asking)).toMatchObject({ kind: 'granted' });
});

test('LSR-9 who was at another store a moment ago gets no rights at this one meanwhile', async () => {
  const { shop, till, member } = await openSpendingShop();
  const elsewhere = asId<StoreId>('s-botanica');
  await inTransaction(shop.hq.db, async (trx) => {
    await insertStore(trx, { ...demoStore, id: elsewhere, name: 'Botanica' });
    await trx
      .insertInto('store_visit')
      .values({
        store_id: elsewhere,
        member_id: member.id,
        till: asId<TillId>('s-botanica-1'),
        last_ms: shop.hq.nowMs(),
      })
      .execute();
  });
  till.sale({ products: BREAD, member });
  await pushEntries(shop.app, till);
  expect((await syncOf(shop, till)).grants).toEqual([]);
  shop.setNow((shop.hq.nowMs() + 16 * 60_000) as ReturnType<typeof shop.hq.nowMs>);
  const grants = (await syncOf(shop, till)).grants.map(readGrant);
  expect(grants.some(({ owner, asset }) => owner === member.id && asset === 'points')).toBe(true);
});

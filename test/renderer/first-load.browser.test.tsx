import { afterEach, expect, test } from 'vitest';
import { dropDatabases, openDatabases } from '../../renderer/store/databases.ts';
import { PAGE_DOCUMENTS, SMALLEST_PAGE } from '../../renderer/store/first-load.ts';
import { loadedPercent } from '../../renderer/store/loads.ts';
import { openTillStore, type TillStore } from '../../renderer/store/till-store.ts';
import { asId, type MemberId } from '../../shared/kernel/ids.ts';
import { memberRow } from '../support/builders/basket.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { newName } from './support/open-window.tsx';
import { BREAD, manyProducts, PHONE, shop } from './support/shop.ts';

const PRODUCTS = 3_200;
let stop: () => Promise<void> = async () => undefined;
afterEach(() => stop());

async function open(fake: FakePuncta, name: string): Promise<TillStore> {
  const store = openTillStore(fake.bridge, await openDatabases(name));
  stop = async () => {
    await store.stop();
    await dropDatabases(name);
  };
  return store;
}

const pulled = (fake: FakePuncta, collection: string) =>
  fake.calls.flatMap(({ name, request }) => {
    const asked = request as { collection: string; checkpoint: string | null; limit: number };
    return name === 'reference.pull' && asked.collection === collection ? [asked] : [];
  });

const isLoaded = (store: TillStore, name: 'products' | 'members') => () => store.loads.get()[name].done;

test('LOD-1 a load that was broken off goes on where its last whole page ended', async () => {
  const fake = shop({ products: manyProducts(PRODUCTS) });
  const name = newName();
  const first = openTillStore(fake.bridge, await openDatabases(name));
  await expect.poll(() => first.loads.get().products.documents, { timeout: 30_000 }).toBe(2 * PAGE_DOCUMENTS);
  await first.stop();
  fake.calls.length = 0;
  const again = await open(fake, name);
  await expect.poll(isLoaded(again, 'products'), { timeout: 30_000 }).toBe(true);
  expect(pulled(fake, 'products').slice(0, 2)).toMatchObject([
    { checkpoint: `0:${2 * PAGE_DOCUMENTS}` },
    { checkpoint: `0:${3 * PAGE_DOCUMENTS}` },
  ]);
  expect(again.loads.get().products).toMatchObject({ documents: PRODUCTS, total: PRODUCTS, done: true });
  for (const { code } of [0, 1_999, 2_000, PRODUCTS - 1].map((at) => manyProducts(PRODUCTS)[at] ?? BREAD))
    expect(await again.productByCode(code)).not.toBeNull();
});

test('a loaded collection is not loaded again', async () => {
  const fake = shop();
  const name = newName();
  const first = openTillStore(fake.bridge, await openDatabases(name));
  await expect.poll(isLoaded(first, 'members'), { timeout: 10_000 }).toBe(true);
  await first.stop();
  fake.calls.length = 0;
  const again = await open(fake, name);
  await expect.poll(() => pulled(fake, 'members').length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(pulled(fake, 'members').every(({ checkpoint }) => checkpoint === '0:1')).toBe(true);
  expect(isLoaded(again, 'members')()).toBe(true);
});

test('LOD-2 members wait until goods are in, and goods sell meanwhile', async () => {
  const fake = shop({ products: manyProducts(300) });
  const letMembersGo = fake.holdFeed('members');
  const store = await open(fake, newName());
  await expect.poll(isLoaded(store, 'products'), { timeout: 10_000 }).toBe(true);
  const asked = (): readonly string[] => [
    ...new Set(
      fake.calls.flatMap(({ name, request }) =>
        name === 'reference.pull' ? [(request as { collection: string }).collection] : [],
      ),
    ),
  ];
  await expect.poll(asked, { timeout: 10_000 }).toEqual(['programmes', 'staff', 'products', 'members']);
  expect(await store.productByCode(manyProducts(300)[299]?.code ?? '')).not.toBeNull();
  expect(store.loads.get().members).toMatchObject({ documents: 0, total: null, done: false });
  letMembersGo();
  await expect.poll(isLoaded(store, 'members'), { timeout: 10_000 }).toBe(true);
});

test('a line that fails is asked for smaller pages, and for whole ones when it is good again', async () => {
  const fake = shop({ products: manyProducts(PRODUCTS) });
  const letGoodsGo = fake.holdFeed('products');
  const store = await open(fake, newName());
  for (let tries = 1; tries <= 5; tries += 1) {
    await expect
      .poll(() => pulled(fake, 'products').length, { timeout: 10_000 })
      .toBeGreaterThanOrEqual(tries);
    store.refresh('products');
  }
  expect(
    pulled(fake, 'products')
      .map(({ limit }) => limit)
      .slice(0, 5),
  ).toEqual([1000, 500, 250, 125, SMALLEST_PAGE]);
  letGoodsGo();
  await expect.poll(isLoaded(store, 'products'), { timeout: 30_000 }).toBe(true);
  expect(
    Math.max(
      ...pulled(fake, 'products')
        .slice(5)
        .map(({ limit }) => limit),
    ),
  ).toBeGreaterThan(400);
  expect(store.loads.get().products.documents).toBe(PRODUCTS);
});

test('LOD-6 on a nearly full disk the load waits, and goes on when there is room', async () => {
  const fake = shop({ products: manyProducts(PRODUCTS) });
  const store = await open(fake, newName());
  await expect.poll(() => store.loads.get().products.documents, { timeout: 30_000 }).toBe(PAGE_DOCUMENTS);
  store.setWriting(false);
  const { documents } = store.loads.get().products;
  const asked = pulled(fake, 'products').length;
  await expect.poll(() => store.productByCode(manyProducts(1)[0]?.code ?? '')).not.toBeNull();
  await frames(60);
  expect(store.loads.get().products.documents).toBeLessThanOrEqual(documents + PAGE_DOCUMENTS);
  expect(pulled(fake, 'products').length).toBeLessThanOrEqual(asked + 1);
  store.setWriting(true);
  await expect.poll(isLoaded(store, 'products'), { timeout: 30_000 }).toBe(true);
});

test('LOD-3 a card that is not here yet is found at HQ and stays here', async () => {
  const row = memberRow({ id: asId<MemberId>('m-late'), cardNumber: '2900000000025' });
  const fake = shop({ members: [{ ...row, phone: PHONE }] });
  fake.holdFeed('members');
  const store = await open(fake, newName());
  await expect.poll(isLoaded(store, 'products'), { timeout: 10_000 }).toBe(true);
  expect(await store.memberByCard(row.cardNumber)).toBeNull();
  expect(await store.memberAtHq(row.cardNumber)).toEqual({ kind: 'found', row });
  expect(await store.memberByCard(row.cardNumber)).toEqual(row);
  expect(await store.memberAtHq('2900000000032')).toEqual({ kind: 'unknown' });
  fake.setHqAway(true);
  expect(await store.memberAtHq('2900000000032')).toEqual({ kind: 'silent' });
});

test('percents never say done before it is', () => {
  expect(loadedPercent({ documents: 0, total: null, done: false })).toBe(0);
  expect(loadedPercent({ documents: 371, total: 1_000, done: false })).toBe(37);
  expect(loadedPercent({ documents: 1_001, total: 1_000, done: false })).toBe(99);
  expect(loadedPercent({ documents: 0, total: 0, done: true })).toBe(100);
});

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

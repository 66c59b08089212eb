import { createRxDatabase } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type CacheCollections,
  type Databases,
  dropDatabases,
  openDatabases,
} from '../../renderer/store/databases.ts';
import { PAGE_DOCUMENTS } from '../../renderer/store/first-load.ts';
import { PULL_BATCH_DOCUMENTS } from '../../renderer/store/follow-feeds.ts';
import { ENTRY_PAGE } from '../../renderer/store/follow-journal.ts';
import { loadSchema, memberSchema } from '../../renderer/store/schemas.ts';
import { openTillStore, type TillStore } from '../../renderer/store/till-store.ts';
import type { EntryView } from '../../shared/ipc/views.ts';
import { asId, type EntryId, type MemberId } from '../../shared/kernel/ids.ts';
import { epochMs, minor } from '../../shared/kernel/units.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { newName } from './support/open-window.tsx';
import { phoneKeysOf } from './support/phone-keys.ts';
import { BREAD, manyProducts, PHONE, shop } from './support/shop.ts';

const MEMBER_ID = asId<MemberId>('m-1');
let stop: () => Promise<void> = async () => undefined;
afterEach(() => stop());

type OpenStore = TillStore & { readonly databases: Databases };

async function open(fake: FakePuncta, name = newName()): Promise<OpenStore> {
  const databases = await openDatabases(name);
  const store = { ...openTillStore(fake.bridge, databases), databases };
  stop = async () => {
    await store.stop();
    await dropDatabases(name);
  };
  return store;
}

const pulls = (fake: FakePuncta, collection: string) =>
  fake.calls.filter(
    ({ name, request }) =>
      name === 'reference.pull' && (request as { collection: string }).collection === collection,
  );

const entry = (index: number): EntryView => ({
  id: asId<EntryId>(`019ab000-0000-7000-8000-${String(index).padStart(12, '0')}`),
  epoch: 1,
  seq: index,
  kind: 'SALE',
  memberId: MEMBER_ID,
  parts: [{ n: 1, effect: 'EARN', asset: 'points', amount: 1 }],
  totalMinor: minor(1000),
  wallMs: epochMs(1),
  logIndex: null,
});

/** Entries in the window's view. */
const viewed = async ({ databases }: OpenStore): Promise<readonly number[]> =>
  (await databases.till.entries.find().exec()).map(({ seq }) => seq).sort((a, b) => a - b);

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

test('LOD-1 goods come in pages of a thousand, and after them only what is new', async () => {
  const products = manyProducts(2_050);
  const fake = shop({ products });
  const store = await open(fake);
  await expect.poll(() => store.loads.get().products, { timeout: 30_000 }).toMatchObject({ done: true });
  expect(await store.productByCode(products.at(-1)?.code ?? '')).not.toBeNull();
  const limits = pulls(fake, 'products').map(({ request }) => (request as { limit: number }).limit);
  expect(limits.slice(0, 3)).toEqual([PAGE_DOCUMENTS, PAGE_DOCUMENTS, PAGE_DOCUMENTS]);
  expect(limits.slice(3).every((limit) => limit === PULL_BATCH_DOCUMENTS)).toBe(true);
});

test('LOD-4 loading never holds up a frame for long', async () => {
  const products = manyProducts(2_000);
  const store = await open(shop({ products }));
  const longest = { ms: 0 };
  let last = performance.now();
  let running = true;
  const frame = (): void => {
    longest.ms = Math.max(longest.ms, performance.now() - last);
    last = performance.now();
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  await expect
    .poll(() => store.productByCode(products.at(-1)?.code ?? ''), { timeout: 30_000 })
    .not.toBeNull();
  running = false;
  expect(longest.ms).toBeLessThan(500);
});

test('a price that HQ changes arrives by itself, a product that is gone stays findable', async () => {
  const fake = shop();
  const store = await open(fake);
  await expect.poll(() => store.productByCode(BREAD.code)).toMatchObject({ priceMinor: 1_000 });
  fake.setProducts([{ ...BREAD, priceMinor: minor(1_200) }]);
  await expect.poll(() => store.productByCode(BREAD.code)).toMatchObject({ priceMinor: 1_200 });
});

test('while HQ is away nothing is missing that was here, and the pull goes on when HQ is back', async () => {
  const fake = shop();
  fake.setHqAway(true);
  const store = await open(fake);
  expect(await store.productByCode(BREAD.code)).toBeNull();
  fake.setHqAway(false);
  await expect.poll(() => store.productByCode(BREAD.code), { timeout: 10_000 }).not.toBeNull();
});

test('a member is found by the whole phone’s hash, and the row carries no hash', async () => {
  const store = await open(shop());
  const { phoneHmac } = await phoneKeysOf(PHONE);
  await expect.poll(() => store.memberByPhone(phoneHmac)).not.toBeNull();
  const row = await store.memberByPhone(phoneHmac);
  expect(Object.keys(row ?? {}).sort()).toEqual(
    ['asOf', 'asOfMs', 'balances', 'cardNumber', 'counters', 'id', 'label', 'tierId'].sort(),
  );
});

test('the view follows the journal by revision, pages and acknowledgements included', async () => {
  const fake = shop();
  for (let index = 1; index <= ENTRY_PAGE + 50; index++) fake.append(entry(index));
  const store = await open(fake);
  await store.journalCaughtUp();
  expect(await viewed(store)).toEqual(upTo(ENTRY_PAGE + 50));
  fake.append(entry(ENTRY_PAGE + 51));
  await store.journalCaughtUp();
  expect(await viewed(store)).toEqual(upTo(ENTRY_PAGE + 51));
});

test('a reopened view asks only for what is new', async () => {
  const fake = shop();
  const name = newName();
  fake.append(entry(1));
  const first = await openDatabases(name);
  const store = openTillStore(fake.bridge, first);
  await store.journalCaughtUp();
  await store.stop();
  fake.calls.length = 0;
  const again = await open(fake, name);
  await again.journalCaughtUp();
  const asked = fake.calls
    .filter(({ name: call }) => call === 'journal.entries')
    .map(({ request }) => request);
  expect(asked[0]).toMatchObject({ afterRevision: 1 });
});

test('deleting IndexedDB costs nothing: feeds and journal fill it again', async () => {
  const fake = shop();
  const name = newName();
  fake.append(entry(1));
  const store = openTillStore(fake.bridge, await openDatabases(name));
  await expect.poll(() => store.memberByCard('2900000000018')).not.toBeNull();
  await store.journalCaughtUp();
  await store.stop();
  await dropDatabases(name);
  const rebuilt = await open(fake, name);
  await rebuilt.journalCaughtUp();
  await expect.poll(() => rebuilt.memberByCard('2900000000018')).not.toBeNull();
  expect(await viewed(rebuilt)).toEqual([1]);
});

describe('LOD-8 a till that is updated in place', () => {
  /** As the version before wrote it: other fields in a member's row, and a first load that was done. */
  async function filledBefore(name: string, version: number): Promise<void> {
    const before = await createRxDatabase<CacheCollections>({
      name: `${name}-cache`,
      storage: getRxStorageDexie(),
      multiInstance: false,
    });
    const { segments: _segments, ...properties } = memberSchema.properties;
    await before.addCollections({
      members: { schema: { ...memberSchema, version, properties }, autoMigrate: false },
      loads: { schema: loadSchema },
    });
    await before.loads.insert({ id: 'members', position: '0:1', documents: 1, total: 1, done: true });
    await before.close();
  }

  test.each([
    ['an older version', 0],
    ['a changed schema whose version nobody raised', 1],
  ])('%s is dropped whole and loaded again', async (_what, version) => {
    const name = newName();
    await filledBefore(name, version);
    const store = await open(shop(), name);
    await expect.poll(() => store.memberByCard('2900000000018'), { timeout: 10_000 }).not.toBeNull();
    expect(await store.databases.cache.members.count().exec()).toBe(1);
  });

  test('the same schemas are kept as they are', async () => {
    const name = newName();
    const fake = shop();
    const first = openTillStore(fake.bridge, await openDatabases(name));
    await expect.poll(() => first.loads.get().members.done, { timeout: 10_000 }).toBe(true);
    await first.stop();
    fake.setHqAway(true);
    const again = await open(fake, name);
    expect(await again.memberByCard('2900000000018')).not.toBeNull();
  });
});

test('a journal that is behind the view is another journal: the view starts anew', async () => {
  const name = newName();
  const old = shop();
  for (let index = 1; index <= 5; index++) old.append(entry(index));
  const databases = await openDatabases(name);
  const store = openTillStore(old.bridge, databases);
  await store.journalCaughtUp();
  await store.stop();
  const fresh = shop();
  fresh.append(entry(9));
  const next = await open(fresh, name);
  await next.journalCaughtUp();
  expect(await viewed(next)).toEqual([9]);
});

test('LOD-7 entries that the journal has let go leave the view, and nothing else does', async () => {
  const fake = shop();
  for (let index = 1; index <= 250; index++) fake.append(entry(index));
  const store = await open(fake);
  await store.journalCaughtUp();
  fake.forget(231);
  await store.journalCaughtUp();
  expect(await viewed(store)).toEqual(upTo(250).slice(230));
  fake.append(entry(251));
  await store.journalCaughtUp();
  expect(await viewed(store)).toEqual(upTo(251).slice(230));
});

test('LOD-6 what this till did to a member is shown while the view may not be written', async () => {
  const fake = shop();
  const store = await open(fake);
  await expect.poll(() => store.loads.get().members.done, { timeout: 10_000 }).toBe(true);
  const seen: (number | undefined)[] = [];
  const unwatch = store.watchMember(MEMBER_ID, (member) => seen.push(member?.own.length));
  await expect.poll(() => seen.at(-1)).toBe(0);
  store.setWriting(false);
  fake.append(entry(1));
  await expect.poll(() => seen.at(-1)).toBe(1);
  expect(await viewed(store)).toEqual([]);
  store.setWriting(true);
  await store.journalCaughtUp();
  expect(await viewed(store)).toEqual([1]);
  unwatch();
});

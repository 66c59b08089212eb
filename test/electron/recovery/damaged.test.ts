/** A journal that is spoiled, cut off or gone: the till says so, a code leads on, and what can be read reaches HQ. */
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { basketOf, product } from '../../support/builders/basket.ts';
import { HQ_KEY, signed } from '../../support/fake-hq/documents.ts';
import { CODE, type FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { newBasket, saleDraft } from '../../support/till/drafts.ts';
import { heldIds, round, sell, signIn, spoilJournal } from '../../support/till/recovery.ts';
import { sellingTill, type TestTill, type TestTillOptions } from '../../support/till/test-till.ts';

const code = { hqUrl: null, code: CODE };
const basket = { ...newBasket(78), lines: basketOf({ product: product(), pieces: 2 }).lines, nextN: 2 };
const DEAD_PRINTER = 'tcp://127.0.0.1:9';

type Sold = { readonly till: TestTill; readonly ids: readonly string[] };

/** Sold `unsent` baskets that HQ has not seen, and stopped. */
async function stoppedWith(hq: FakeHq, unsent: number, options: TestTillOptions = {}): Promise<Sold> {
  const till = await sellingTill(hq, options);
  await round(till);
  await hq.down();
  await sell(till, unsent);
  await till.done('basket.save', basket);
  await round(till);
  const { entries } = till.session().desk.entries.page(0, 5_000);
  await till.till.stop();
  await hq.up();
  return { till, ids: entries.map(({ id }) => id) };
}

const asideFolder = (userData: string): string =>
  join(userData, readdirSync(userData).find((name) => name.startsWith('set-aside-')) ?? '');

test('EPO-5 a spoiled entry: the till stops, a code opens the next epoch, and every other entry reaches HQ', async () => {
  const hq = await useFakeHq();
  const { till, ids } = await stoppedWith(hq, 34);
  const spoiled = ids.at(-5) ?? '';
  spoilJournal(till.userData, `"id":"${spoiled}`);
  const bytes = readFileSync(join(till.userData, 'journal.sqlite'));
  const blocked = await till.restart();
  expect(await blocked.done('till.status', null)).toMatchObject({ journal: { state: 'damaged' } });
  expect(await blocked.call('basket.load', null)).toMatchObject({ failure: { code: 'JOURNAL-DAMAGED' } });
  expect(await blocked.done('till.enrol', code)).toMatchObject({
    cashier: null,
    shift: null,
    journal: { state: 'ok' },
    hq: { link: 'online' },
  });
  await round(blocked);
  const held = heldIds(hq, [1, 2]);
  for (const id of ids.filter((each) => each !== spoiled)) expect(held).toContain(id);
  expect(held).not.toContain(spoiled);
  expect(new Set(held).size).toBe(held.length);
  expect(await blocked.done('till.status', null)).toMatchObject({ older: { unsent: 0 } });
  const folder = asideFolder(till.userData);
  expect(readFileSync(join(folder, 'journal.sqlite')).equals(bytes)).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, 'delivered.json'), 'utf8'))).toMatchObject({
    sales: 33,
    refused: 0,
  });
  await signIn(blocked);
  await blocked.done('shift.open', { floatMinor: 0 } as never);
  expect(await blocked.call('sale.commit', saleDraft())).toMatchObject({ ok: true });
  const restarted = await blocked.restart();
  await round(restarted);
  expect(await restarted.done('till.status', null)).toMatchObject({ older: null });
});

test('EPO-5 how many older sales are on their way is shown until the last of them has arrived', async () => {
  const hq = await useFakeHq();
  const { till, ids } = await stoppedWith(hq, 34);
  spoilJournal(till.userData, `"id":"${ids[2]}`);
  const blocked = await till.restart();
  // HQ's word on the old epoch does not arrive yet.
  hq.says.sign = (value) =>
    signed(value, (value as { epoch?: number }).epoch === 1 ? signingKey('ee'.repeat(32)) : HQ_KEY);
  const status = await blocked.done('till.enrol', code);
  expect(status).toMatchObject({ older: { unsent: 34 }, hq: { link: 'online', unsent: 0 } });
  hq.says.sign = signed;
  blocked.time.pass(60_000);
  await round(blocked);
  expect(await blocked.done('till.status', null)).toMatchObject({ older: { unsent: 0 } });
});

test('EPO-5 a line that breaks in the middle of the delivery costs nothing', async () => {
  const hq = await useFakeHq();
  const { till, ids } = await stoppedWith(hq, 6);
  spoilJournal(till.userData, `"id":"${ids[1]}`);
  const blocked = await till.restart();
  hq.faults('push', 'deaf', 'answerLost', 'half', { refuse: 'INTERNAL' });
  await blocked.done('till.enrol', code);
  for (let tries = 0; tries < 6; tries += 1) {
    blocked.time.pass(60_000);
    await round(blocked);
  }
  const held = heldIds(hq, [1, 2]);
  for (const id of ids.slice(2)) expect(held).toContain(id);
  expect(new Set(held).size).toBe(held.length);
});

test('EPO-5 the open basket and receipts that were not printed are saved where they can be read', async () => {
  const hq = await useFakeHq();
  const { till, ids } = await stoppedWith(hq, 3, { printerUrl: DEAD_PRINTER });
  spoilJournal(till.userData, `"id":"${ids[1]}`);
  const blocked = await till.restart();
  await blocked.done('till.enrol', code);
  expect(await blocked.done('basket.load', null)).toEqual(basket);
  const jobs = await blocked.done('spool.jobs', null);
  expect(jobs).toHaveLength(3);
  for (const { entryId } of jobs)
    expect(await blocked.done('journal.receipt', { entryId })).toMatchObject({ receipt: { kind: 'sale' } });
});

test.each([
  ['gone', (path: string) => rmSync(path)],
  ['cut off', (path: string) => truncateSync(path, 10_000)],
  ['no database any more', (path: string) => writeFileSync(path, 'spoiled '.repeat(5_000))],
  ['empty', (path: string) => truncateSync(path, 0)],
])('EPO-5 a journal that is %s is set aside, and the till works after a code', async (_what, spoil) => {
  const hq = await useFakeHq();
  const { till } = await stoppedWith(hq, 3);
  spoil(join(till.userData, 'journal.sqlite'));
  const blocked = await till.restart();
  expect(await blocked.done('till.status', null)).toMatchObject({ journal: { state: 'damaged' } });
  expect(await blocked.done('till.enrol', code)).toMatchObject({ journal: { state: 'ok' }, shift: null });
  await round(blocked);
  await signIn(blocked);
  await blocked.done('shift.open', { floatMinor: 0 } as never);
  await sell(blocked, 1);
  await round(blocked);
  expect(await blocked.done('till.status', null)).toMatchObject({ hq: { link: 'online', unsent: 0 } });
  const restarted = await blocked.restart();
  expect(restarted.session().identity.epoch).toBe(2);
});

test('EPO-5 damage that is found while the till works stops it, and a code leads on', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await sell(till, 2);
  till.session().desk.journal.damaged({ seq: 1, what: 'hash' });
  expect(await till.call('sale.commit', saleDraft())).toMatchObject({ failure: { code: 'JOURNAL-DAMAGED' } });
  expect(await till.done('till.status', null)).toMatchObject({ journal: { state: 'damaged' } });
  expect(await till.done('till.enrol', code)).toMatchObject({ journal: { state: 'ok' } });
  await round(till);
  expect(till.session().identity.epoch).toBe(2);
  expect(existsSync(join(asideFolder(till.userData), 'journal.sqlite'))).toBe(true);
  expect(heldIds(hq, [1]).length).toBeGreaterThanOrEqual(5);
});

test('a file of another till in the folder is left alone', async () => {
  const hq = await useFakeHq();
  const { till } = await stoppedWith(hq, 2);
  const db = new DatabaseSync(join(till.userData, 'journal.sqlite'), { readOnly: true });
  db.close();
  hq.says.place = { ...hq.says.place, till: { id: 't-5' as never, name: 'Casa 5' } };
  rmSync(join(till.userData, 'identity.sealed'));
  const other = await till.restart();
  await other.done('till.enrol', { hqUrl: hq.url, code: CODE });
  await round(other);
  expect(await other.done('till.status', null)).toMatchObject({
    older: null,
    place: { till: { id: 't-5' } },
  });
  expect(existsSync(join(asideFolder(till.userData), 'delivered.json'))).toBe(false);
});

/** What an operator sees of the tills, and how one is blocked. */
import { expect, test } from 'vitest';
import { tillLines } from '../../../server/commands/tills.ts';
import { listTills } from '../../../server/enrol/list-tills.ts';
import { revokeTill } from '../../../server/enrol/revoke-till.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { openShop } from '../../support/hq/open-shop.ts';
import { call, pushEntries, tryCall } from '../../support/hq/signed-call.ts';
import { enrolTill } from '../../support/hq/test-hq.ts';

const SYNC = { epoch: 1, appVersion: '1', programmeVersion: 0, unsent: 0, grantsAfter: 0 };

test('a fork shows as suspended with what is kept of it, and a code makes the till current again', async () => {
  const { shop, till, member } = await openShop();
  till.sale({ products: goodsOf('dairy', 2), member });
  const clone = till.cloneAt(1);
  till.tick();
  clone.tick();
  clone.tick();
  await pushEntries(shop.app, till);
  await pushEntries(shop.app, clone);
  const [forked] = await listTills(shop.hq);
  expect(forked).toMatchObject({
    till: till.till,
    epoch: 1,
    state: 'suspended',
    watermark: 2,
    forks: 2,
    waiting: 0,
  });
  await enrolTill(shop, { programme: demoProgramme() });
  expect(await listTills(shop.hq)).toMatchObject([{ epoch: 2, state: 'current', watermark: 0, forks: 2 }]);
});

test('the list says when a till was heard of last, and what waits for a person', async () => {
  const { shop, till, member } = await openShop();
  await enrolTill(shop, { name: 'Casa 2' });
  await call(shop.app, till, 'sync', SYNC);
  till.sale({ products: goodsOf('dairy', 2), member, forgeHead: (head) => ({ ...head, parts: [] }) });
  await pushEntries(shop.app, till);
  const [first, second] = await listTills(shop.hq);
  expect(first).toMatchObject({ name: 'Casa 1', waiting: 1, heardAt: expect.any(Date) });
  expect(second).toMatchObject({ name: 'Casa 2', waiting: 0, heardAt: null });
  const lines = tillLines([first, second].filter((each) => each !== undefined));
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/^s-centru-2 +Casa 2 +s-centru +1 +current +never +0 +0 +0 +0$/);
});

test('a till that is blocked gets nothing more, and what it sends is kept; it is blocked once', async () => {
  const { shop, till } = await openShop();
  expect(await revokeTill(shop.hq, till.till)).toBe(1);
  expect(await revokeTill(shop.hq, till.till)).toBe(0);
  expect(await revokeTill(shop.hq, asId('nobody'))).toBeNull();
  expect(await listTills(shop.hq)).toMatchObject([{ state: 'revoked' }]);
  expect(await tryCall(shop.app, till, 'sync', SYNC)).toMatchObject({ json: { code: 'REVOKED' } });
  till.tick();
  expect(await pushEntries(shop.app, till)).toMatchObject({ verdict: 'accepted', wm: 1 });
});

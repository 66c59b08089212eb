/** Chains that have ended: suspended by a fork, or of an epoch that a newer one has replaced. Nothing of them is lost. */
import { expect, test } from 'vitest';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { type Ack, type WireEntry, zAck } from '../../../shared/protocol/push.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { availablePoints, earnedBy, openShop, pointsBefore } from '../../support/hq/open-shop.ts';
import { call, pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill, type TestHq } from '../../support/hq/test-hq.ts';
import type { TillChain } from '../../support/till-chain.ts';

/** The new epoch's till delivers what an old one left. */
async function deliver(shop: TestHq, from: TillChain, entries: readonly WireEntry[]): Promise<Ack> {
  const { document } = await call(shop.app, from, 'push', { epoch: 1, entries: [...entries] });
  return zAck.parse(JSON.parse(document));
}

async function renewedShop(sales: number) {
  const { shop, till, member } = await openShop();
  for (let count = 0; count < sales; count += 1) till.sale({ products: goodsOf('dairy', 2), member });
  const renewed = await enrolTill(shop, { programme: demoProgramme() });
  return { shop, old: till, renewed, member };
}

const evidenceOf = ({ hq }: TestHq) =>
  hq.db.selectFrom('fork_evidence').select(['seq', 'reason']).orderBy('seq').execute();

const refusedOf = ({ hq }: TestHq) =>
  hq.db.selectFrom('quarantine').select(['epoch', 'reason', 'log_index']).execute();

async function expectEarned(
  shop: TestHq,
  member: MemberRow,
  { as, of }: { as: TillChain; of: readonly TillChain['entries'][number][] },
): Promise<void> {
  const earned = of.map(earnedBy).reduce((a, b) => a + b, 0);
  expect(await availablePoints(shop, as, member)).toBe(pointsBefore(member) + earned);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
}

test('PSH-4 after a fork every entry that is sent is kept and posted once, those after a gap too', async () => {
  const { shop, till, member } = await openShop();
  till.sale({ products: goodsOf('dairy', 2), member });
  const clone = till.cloneAt(1);
  till.sale({ products: goodsOf('bread', 2), member });
  await pushEntries(shop.app, till);
  for (let sales = 0; sales < 5; sales += 1) clone.sale({ products: goodsOf('sweets', 2), member });
  await pushEntries(shop.app, clone, clone.wire(2, 2));
  const ack = await pushEntries(shop.app, clone, clone.wire(4, 6));
  expect(ack).toMatchObject({ verdict: 'fork', wm: 2, suspended: true, head: till.entries[1]?.hash });
  expect(ack.effects.map(({ id }) => id)).toEqual(clone.entries.slice(3).map(({ id }) => id));
  await pushEntries(shop.app, clone, clone.wire(3, 6));
  expect(await pushEntries(shop.app, clone, [])).toMatchObject({ verdict: 'fork', wm: 2, suspended: true });
  expect((await evidenceOf(shop)).map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6]);
  await expectEarned(shop, member, { as: till, of: [...till.entries, ...clone.entries.slice(1)] });
});

test('EPO-1 an older epoch’s entries enter its chain in order, and the current epoch is not touched', async () => {
  const { shop, old, renewed, member } = await renewedShop(4);
  renewed.tick();
  await pushEntries(shop.app, renewed);
  expect(await deliver(shop, renewed, old.wire(1, 2))).toMatchObject({
    verdict: 'accepted',
    wm: 2,
    epoch: 1,
  });
  expect(await deliver(shop, renewed, old.wire(1, 4))).toMatchObject({ verdict: 'accepted', wm: 4 });
  expect(await pushEntries(shop.app, renewed, [])).toMatchObject({ wm: 1, epoch: 2, suspended: false });
  expect(await evidenceOf(shop)).toEqual([]);
  await expectEarned(shop, member, { as: renewed, of: old.entries });
});

test('EPO-1 what stands after a gap of an older epoch is kept as evidence and posted once', async () => {
  const { shop, old, renewed, member } = await renewedShop(6);
  const readable = [...old.wire(1, 2), ...old.wire(4, 4), ...old.wire(6, 6)];
  const ack = await deliver(shop, renewed, readable);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 2, suspended: false });
  expect(ack.effects).toHaveLength(4);
  expect(await evidenceOf(shop)).toEqual([
    { seq: 4, reason: 'after-gap' },
    { seq: 6, reason: 'after-gap' },
  ]);
  expect((await deliver(shop, renewed, readable)).effects).toEqual(ack.effects);
  const sent = [1, 2, 4, 6].map((seq) => old.entries[seq - 1]).filter((entry) => entry !== undefined);
  await expectEarned(shop, member, { as: renewed, of: sent });
  // Support found the two that were missing: now the chain is whole, and each is still posted once.
  expect(await deliver(shop, renewed, old.wire())).toMatchObject({ verdict: 'accepted', wm: 6 });
  await expectEarned(shop, member, { as: renewed, of: old.entries });
});

test('EPO-1 the replaced device itself may still deliver, and then gets nothing', async () => {
  const { shop, old, member } = await renewedShop(3);
  expect(await pushEntries(shop.app, old)).toMatchObject({ verdict: 'accepted', wm: 3 });
  expect((await evidenceOf(shop)).length).toBe(0);
  expect(member.id).not.toBe('');
});

test('PSH-5 an entry of an older epoch that a stranger signed is kept in quarantine; those around it are posted', async () => {
  const { shop, old, renewed, member } = await renewedShop(3);
  const forged = old.wire().map((each, index) => (index === 1 ? { ...each, sig: '0'.repeat(128) } : each));
  const ack = await deliver(shop, renewed, forged);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 1, suspended: false });
  expect(ack.effects).toHaveLength(2);
  expect(await refusedOf(shop)).toEqual([{ epoch: 1, reason: 'signature', log_index: null }]);
  const sent = [old.entries[0], old.entries[2]].filter((entry) => entry !== undefined);
  await expectEarned(shop, member, { as: renewed, of: sent });
});

test('EPO-1 rubbish among an older epoch’s entries does not keep the others back', async () => {
  const { shop, old, renewed } = await renewedShop(3);
  const [first, second, third] = old.wire();
  const rubbish = [first, { ...second, head: '{"rubbish":true}' }, third].filter(
    (each) => each !== undefined,
  );
  const ack = await deliver(shop, renewed, rubbish as WireEntry[]);
  expect(ack).toMatchObject({ wm: 1, suspended: false });
  expect(ack.effects).toHaveLength(2);
  expect(await refusedOf(shop)).toEqual([{ epoch: 1, reason: 'unreadable', log_index: null }]);
});

test('a fork of an older epoch suspends that epoch alone', async () => {
  const { shop, old, renewed } = await renewedShop(2);
  const clone = old.cloneAt(1);
  clone.tick();
  await deliver(shop, renewed, old.wire());
  expect(await deliver(shop, renewed, clone.wire())).toMatchObject({ verdict: 'fork', suspended: true });
  renewed.tick();
  expect(await pushEntries(shop.app, renewed)).toMatchObject({
    verdict: 'accepted',
    suspended: false,
    wm: 1,
  });
});

import { expect, test } from 'vitest';
import { signatureHolds } from '../../../server/crypto/ed25519.ts';
import { documentHash } from '../../../server/crypto/hq-document.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { goodsOf } from '../../support/hq/demo-shop.ts';
import { availablePoints, earnedBy, openShop, pointsBefore } from '../../support/hq/open-shop.ts';
import { call, pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill } from '../../support/hq/test-hq.ts';

test('PSH-6 the acknowledgement is signed by HQ and names its log', async () => {
  const { shop, till } = await openShop();
  till.tick();
  const { document, sig } = await call(shop.app, till, 'push', { epoch: 1, entries: [...till.wire()] });
  const { publicKey } = shop.hq.keys.signing;
  expect(signatureHolds({ publicKey, hash: documentHash(document), sig })).toBe(true);
  const { log_index, hash } = await shop.hq.db
    .selectFrom('hq_log')
    .select(['log_index', 'hash'])
    .orderBy('log_index', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(document)).toMatchObject({ logIndex: log_index, logHash: hash });
});

test('PSH-2 the same batch pushed again has no effect and gets the same answer', async () => {
  const { shop, till, member } = await openShop();
  till.sale({ products: goodsOf('dairy', 3), member });
  const first = await pushEntries(shop.app, till);
  const balance = await availablePoints(shop, till, member);
  const again = await pushEntries(shop.app, till);
  expect(again).toEqual(first);
  expect(await availablePoints(shop, till, member)).toBe(balance);
});

test('an empty push asks for the watermark', async () => {
  const { shop, till } = await openShop();
  expect(await pushEntries(shop.app, till, [])).toMatchObject({ wm: 0, head: till.genesis(), effects: [] });
  till.tick();
  till.tick();
  await pushEntries(shop.app, till);
  expect(await pushEntries(shop.app, till, [])).toMatchObject({ wm: 2, head: till.entries[1]?.hash });
});

test('a chain goes on across batches that overlap', async () => {
  const { shop, till, member } = await openShop();
  for (let sales = 0; sales < 6; sales += 1) till.sale({ products: goodsOf('bread', 2), member });
  await pushEntries(shop.app, till, till.wire(1, 3));
  const ack = await pushEntries(shop.app, till, till.wire(2, 6));
  expect(ack).toMatchObject({ verdict: 'accepted', wm: 6 });
  expect(ack.effects).toHaveLength(5);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PSH-3 a gap is answered with the watermark, and nothing after it is applied', async () => {
  const { shop, till, member } = await openShop();
  for (let sales = 0; sales < 4; sales += 1) till.sale({ products: goodsOf('bread', 2), member });
  const ack = await pushEntries(shop.app, till, [...till.wire(1, 1), ...till.wire(3, 4)]);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 1, suspended: false });
  expect(ack.effects).toHaveLength(1);
});

test('PSH-2 the same entry twice in one batch is posted once', async () => {
  const { shop, till, member } = await openShop();
  till.sale({ products: goodsOf('dairy', 3), member });
  const [entry] = till.wire();
  assert(entry, 'one entry');
  const ack = await pushEntries(shop.app, till, [entry, entry]);
  expect(ack).toMatchObject({ verdict: 'accepted', wm: 1 });
  expect(ack.effects).toHaveLength(1);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('one basket committed at two places of a chain earns once', async () => {
  const { shop, till, member } = await openShop();
  const first = till.sale({ products: goodsOf('dairy', 3), member });
  till.sale({ products: goodsOf('dairy', 3), member, id: first.id });
  const ack = await pushEntries(shop.app, till);
  expect(ack).toMatchObject({ verdict: 'accepted', wm: 2 });
  const earned = earnedBy(first);
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member) + earned);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PSH-4 a copy of the disk that goes its own way is a fork: kept, suspended, and still posted', async () => {
  const { shop, till, member } = await openShop();
  till.sale({ products: goodsOf('dairy', 2), member });
  const clone = till.cloneAt(1);
  till.sale({ products: goodsOf('bread', 2), member });
  const other = clone.sale({ products: goodsOf('sweets', 4), member });
  await pushEntries(shop.app, till);
  const ack = await pushEntries(shop.app, clone);
  expect(ack).toMatchObject({ verdict: 'fork', wm: 2, suspended: true, head: till.entries[1]?.hash });
  expect(ack.effects.map((effect) => effect.id)).toContain(other.id);
  const evidence = await shop.hq.db.selectFrom('fork_evidence').selectAll().execute();
  expect(evidence).toMatchObject([{ seq: 2, hash: other.hash, reason: 'other-history' }]);
  const earned = [...till.entries, other].map(earnedBy);
  const sum = earned.reduce((a, b) => a + b, 0);
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member) + sum);
  await pushEntries(shop.app, clone);
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member) + sum);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('an entry whose predecessor HQ never saw is a fork', async () => {
  const { shop, till } = await openShop();
  till.tick();
  const clone = till.cloneAt(1);
  till.tick();
  clone.tick();
  clone.tick();
  await pushEntries(shop.app, till);
  const ack = await pushEntries(shop.app, clone, clone.wire(3));
  expect(ack).toMatchObject({ verdict: 'fork', wm: 2, suspended: true });
});

test('PSH-5 entries after the last valid signature are refused and kept for a person', async () => {
  const { shop, till } = await openShop();
  for (let count = 0; count < 3; count += 1) till.tick();
  const [first, second, third] = till.wire();
  assert(first && second && third, 'three entries');
  const ack = await pushEntries(shop.app, till, [first, second, { ...third, sig: '0'.repeat(128) }]);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 2 });
  const kept = await shop.hq.db.selectFrom('quarantine').select(['reason', 'log_index']).execute();
  expect(kept).toEqual([{ reason: 'signature', log_index: null }]);
  expect(await pushEntries(shop.app, till)).toMatchObject({ verdict: 'accepted', wm: 3 });
});

test('PST-1 a head that HQ cannot read keeps its place in the chain and waits for a person', async () => {
  const { shop, till } = await openShop();
  till.tick();
  const odd = till.append({ kind: 'TICK' }, { novelty: 'from a later version' } as object);
  till.tick();
  const ack = await pushEntries(shop.app, till);
  expect(ack).toMatchObject({ verdict: 'accepted', wm: 3, quarantined: [odd.id] });
});

test('an entry that says nothing of its place stops the batch there', async () => {
  const { shop, till } = await openShop();
  till.tick();
  const [entry] = till.wire();
  assert(entry, 'one entry');
  const ack = await pushEntries(shop.app, till, [entry, { ...entry, head: '{"rubbish":true}' }]);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 1 });
});

test('an entry of another till in the batch is refused', async () => {
  const { shop, till } = await openShop();
  const other = await enrolTill(shop, { name: 'Casa 2' });
  till.tick();
  other.tick();
  const ack = await pushEntries(shop.app, till, [...till.wire(), ...other.wire()]);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 1 });
});

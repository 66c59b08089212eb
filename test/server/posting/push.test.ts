import { expect, test } from 'vitest';
import { signatureHolds } from '../../../server/crypto/ed25519.ts';
import { documentHash } from '../../../server/crypto/hq-document.ts';
import { verifyLedger } from '../../../server/posting/verify-ledger.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { MemberRow } from '../../../shared/loyalty/member.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { call, pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import type { TillChain } from '../../support/till-chain.ts';

async function openShop(): Promise<{ shop: TestHq; till: TillChain; member: MemberRow }> {
  const shop = await startTestHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  const [document] = (await pullAllMembers(shop, till)).filter((each) => each.tierId === 'bronze');
  assert(document, 'the demo shop has members');
  return { shop, till, member: memberRow(document) };
}

const availablePoints = async (shop: TestHq, till: TillChain, member: MemberRow): Promise<number> => {
  const row = (await pullAllMembers(shop, till)).find((each) => each.id === member.id);
  return row?.balances[0]?.available ?? -1;
};

const pointsBefore = (member: MemberRow): number => member.balances[0]?.available ?? 0;

test('a sale of a member is accepted, posted and shown in the next pull', async () => {
  const { shop, till, member } = await openShop();
  till.tick();
  const sale = till.sale({ products: goodsOf('dairy', 5), member });
  const ack = await pushEntries(shop.app, till);
  expect(ack).toMatchObject({
    verdict: 'accepted',
    wm: 2,
    head: sale.hash,
    suspended: false,
    quarantined: [],
  });
  expect(ack.effects.map((effect) => effect.id)).toEqual(till.entries.map((entry) => entry.id));
  const earned = JSON.parse(sale.head).parts[0].amount;
  expect(earned).toBeGreaterThan(0);
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member) + earned);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('the acknowledgement is signed by HQ and names its log', async () => {
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

test('the same batch pushed again has no effect and gets the same answer', async () => {
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

test('a gap is answered with the watermark, and nothing after it is applied', async () => {
  const { shop, till, member } = await openShop();
  for (let sales = 0; sales < 4; sales += 1) till.sale({ products: goodsOf('bread', 2), member });
  const ack = await pushEntries(shop.app, till, [...till.wire(1, 1), ...till.wire(3, 4)]);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 1, suspended: false });
  expect(ack.effects).toHaveLength(1);
});

test('the same entry twice in one batch is posted once', async () => {
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
  const earned = JSON.parse(first.head).parts[0].amount;
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member) + earned);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('a copy of the disk that goes its own way is a fork: kept, suspended, and still posted', async () => {
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
  const earned = [...till.entries, other].map((entry) => JSON.parse(entry.head).parts[0].amount);
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

test('entries after the last valid signature are refused and kept for a person', async () => {
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

test('a head that HQ cannot read keeps its place in the chain and waits for a person', async () => {
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

test('a body that is not the one the head names: the chain goes on, the effects wait', async () => {
  const { shop, till, member } = await openShop();
  const sale = till.sale({ products: goodsOf('dairy', 5), member });
  till.tick();
  const [first, second] = till.wire();
  assert(first && second, 'two entries');
  const ack = await pushEntries(shop.app, till, [{ ...first, body: '{}' }, second]);
  expect(ack).toMatchObject({ verdict: 'accepted', wm: 2, quarantined: [sale.id] });
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member));
});

const forgeries = [
  {
    name: 'more points than the engine gives',
    fault: 'sale-parts',
    forge: { forgeHead: raisePoints },
  },
  { name: 'another total', fault: 'sale-totals', forge: { forgeHead: lowerTotals } },
  {
    name: 'a programme that HQ never published',
    fault: 'sale-programme',
    forge: { forgeHead: otherProgramme },
  },
] as const;

test.each(forgeries)('$name: the claim stands in suspense, not with the member', async ({ fault, forge }) => {
  const { shop, till, member } = await openShop();
  const sale = till.sale({ products: goodsOf('dairy', 5), member, ...forge });
  const ack = await pushEntries(shop.app, till);
  expect(ack).toMatchObject({ verdict: 'accepted', wm: 1, quarantined: [sale.id] });
  const waiting = await shop.hq.db.selectFrom('quarantine').select(['reason', 'entry_id']).execute();
  expect(waiting).toEqual([{ reason: fault, entry_id: sale.id }]);
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member));
  const suspense = await shop.hq.db
    .selectFrom('transfer')
    .select(['debit', 'credit'])
    .where('effect_id', '=', `${sale.id}#1`)
    .execute();
  expect(suspense).toEqual([{ debit: 'h:issued', credit: `s:${till.till}` }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

function raisePoints<Head extends { parts: readonly { amount: number }[] }>(head: Head): Head {
  return { ...head, parts: head.parts.map((part) => ({ ...part, amount: part.amount + 1000 })) };
}

function lowerTotals<Head extends { totals: unknown }>(head: Head): Head {
  return { ...head, totals: { ...(head.totals as object), tenderMinor: minor(1) } };
}

function otherProgramme<Head extends { programme: unknown }>(head: Head): Head {
  return { ...head, programme: { version: 99, hash: '0'.repeat(64) } };
}

test('a member whom HQ does not know gets nothing, and the sale stays in the chain', async () => {
  const { shop, till, member } = await openShop();
  const stranger = { ...member, id: asId<MemberRow['id']>('01900000-0000-7000-8000-000000000000') };
  const sale = till.sale({ products: goodsOf('dairy', 5), member: stranger });
  expect(await pushEntries(shop.app, till)).toMatchObject({ wm: 1, quarantined: [sale.id] });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('effects on an entry that is no sale move nothing', async () => {
  const { shop, till, member } = await openShop();
  const parts = [{ n: 1, effect: 'EARN', asset: 'points', amount: 500 }] as const;
  const entry = till.tick({ member: member.id, parts });
  expect(await pushEntries(shop.app, till)).toMatchObject({ wm: 1, quarantined: [entry.id] });
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member));
});

test('what is earned repays a receivable first', async () => {
  const { shop, till, member } = await openShop();
  const debt = { id: `d:${member.id}`, asset: 'points', kind: 'receivable', member_id: member.id } as const;
  await shop.hq.db
    .insertInto('account')
    .values({ ...debt, balance: -2 })
    .execute();
  const sale = till.sale({ products: goodsOf('dairy', 5), member });
  await pushEntries(shop.app, till);
  const earned = JSON.parse(sale.head).parts[0].amount;
  const legs = await shop.hq.db
    .selectFrom('transfer')
    .select(['credit', 'amount'])
    .where('effect_id', '=', `${sale.id}#1`)
    .orderBy('leg')
    .execute();
  expect(legs).toEqual([
    { credit: `d:${member.id}`, amount: 2 },
    { credit: `a:${member.id}`, amount: earned - 2 },
  ]);
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member) + earned - 2);
});

test('spend and visits grow, and a reached tier is given at once', async () => {
  const { shop, till, member } = await openShop();
  const [milk] = goodsOf('dairy');
  assert(milk, 'milk');
  const dear = { ...milk, priceMinor: minor(100_000) };
  const missing = 1_000_000 - member.counters.spendMinor;
  const count = Math.ceil(missing / 100_000);
  till.sale({ products: Array.from({ length: count }, () => dear), member });
  await pushEntries(shop.app, till);
  const row = (await pullAllMembers(shop, till)).find((each) => each.id === member.id);
  expect(row).toMatchObject({
    tierId: 'gold',
    counters: {
      spendMinor: member.counters.spendMinor + count * 100_000,
      visits: member.counters.visits + 1,
    },
  });
});

test('a price that HQ no longer has is reported and not charged to the member', async () => {
  const { shop, till, member } = await openShop();
  const [milk] = goodsOf('dairy');
  assert(milk, 'milk');
  await shop.hq.db
    .updateTable('product')
    .set({ price_minor: minor(milk.priceMinor + 100) })
    .where('id', '=', milk.id)
    .execute();
  till.sale({ products: [milk], member });
  expect(await pushEntries(shop.app, till)).toMatchObject({ quarantined: [] });
  const stale = await shop.hq.db
    .selectFrom('staleness')
    .select(['kind', 'subject', 'seen', 'truth'])
    .execute();
  expect(stale).toEqual([
    {
      kind: 'price',
      subject: milk.id,
      seen: String(milk.priceMinor),
      truth: String(milk.priceMinor + 100),
    },
  ]);
});

test('an entry of another till in the batch is refused', async () => {
  const { shop, till } = await openShop();
  const other = await enrolTill(shop, { name: 'Casa 2' });
  till.tick();
  other.tick();
  const ack = await pushEntries(shop.app, till, [...till.wire(), ...other.wire()]);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 1 });
});

test('tills that push for the same members at once lose nothing and never deadlock', async () => {
  const { shop, till, member } = await openShop();
  const others = (await pullAllMembers(shop, till)).slice(0, 20).map(memberRow);
  const tills = [till];
  for (const name of ['Casa 2', 'Casa 3', 'Casa 4'])
    tills.push(await enrolTill(shop, { name, programme: demoProgramme() }));
  for (const [index, each] of tills.entries())
    for (let sales = 0; sales < 20; sales += 1) {
      const at = index % 2 === 0 ? sales : 19 - sales;
      each.sale({ products: goodsOf('bread', 3), member: others[at] ?? member });
    }
  const acks = await Promise.all(tills.map((each) => pushEntries(shop.app, each)));
  expect(acks.map((ack) => ack.wm)).toEqual([20, 20, 20, 20]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

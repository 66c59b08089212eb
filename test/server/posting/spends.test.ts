import { expect, test } from 'vitest';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { asId, type EntryId, type StoreId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { EntryHead, EntryPart } from '../../../shared/ledger/entry.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { pointsBefore } from '../../support/hq/open-shop.ts';
import {
  askFor,
  grantedTo,
  newIntent,
  openSpendingShop,
  pointsOf,
  spend,
  syncOf,
} from '../../support/hq/rights.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { DEMO_STORE, enrolTill, type TestHq } from '../../support/hq/test-hq.ts';
import type { ChainEntry, TillChain } from '../../support/till-chain.ts';

const CARD = '5000000000000017';
const headOf = ({ head }: ChainEntry): EntryHead => JSON.parse(head) as EntryHead;

const partsOf = (entry: ChainEntry, effect: EntryPart['effect'], asset = 'points'): readonly EntryPart[] =>
  headOf(entry).parts.filter((part) => part.effect === effect && part.asset === asset);

/** Goods of a sale come back: these of its effects are undone. */
function returnOf(till: TillChain, sale: ChainEntry, parts: readonly Omit<EntryPart, 'n'>[]): ChainEntry {
  const { member, programme, totals } = headOf(sale);
  return till.append(
    { kind: 'RETURN', sale: sale.id, lines: [{ n: 1, quantityMilli: 1000 as never }], backMinor: minor(0) },
    {
      ...(member && { member }),
      parts: parts.map((part, index) => ({ n: index + 1, ...part })),
      ...{ programme, totals },
    },
  );
}

const undoing = (sale: ChainEntry, effect: 'REFUND' | 'CLAWBACK', amount?: number): Omit<EntryPart, 'n'> => {
  const [part] = partsOf(sale, effect === 'REFUND' ? 'REDEEM' : 'EARN');
  if (!part) throw new Error('there is something to undo');
  return { effect, asset: 'points', amount: amount ?? part.amount, ref: `${sale.id}#${part.n}` };
};

const incidents = ({ hq }: TestHq) =>
  hq.db.selectFrom('incident').select(['kind', 'amount', 'till']).orderBy('id').execute();

test('PST-17 a gift card that is sold becomes an owner, and pays at another till', async () => {
  const { shop, till } = await openSpendingShop();
  const [goods] = goodsOf('dairy');
  if (!goods) throw new Error('milk');
  till.sale({
    products: [{ ...goods, priceMinor: minor(10_000) }],
    asLines: (lines) => lines.map((line) => ({ ...line, giftCardId: CARD })),
  });
  expect(await pushEntries(shop.app, till)).toMatchObject({ quarantined: [] });
  const other = await enrolTill(shop, { name: 'Casa 2', programme: demoProgramme() });
  const asking = { owner: `card:${CARD}`, asset: 'giftcard', amount: 4_000 } as const;
  const grant = await grantedTo(shop, other, asking);
  other.sale({
    products: goodsOf('dairy', 20),
    payment: { giftCards: [{ cardId: CARD, heldMinor: minor(4_000) }] },
    rights: [{ asset: 'giftcard', lease: grant.lease, amount: 4_000, intent: grant.intent }],
  });
  expect(await pushEntries(shop.app, other)).toMatchObject({ quarantined: [] });
  expect(await askFor(shop, till, { ...asking, amount: 6_001 })).toEqual({
    kind: 'insufficient',
    largest: 6_000,
  });
  const rows = await shop.hq.db.selectFrom('account').selectAll().where('asset', '=', 'giftcard').execute();
  expect(rows).toMatchObject([{ id: `a:card:${CARD}`, member_id: null, balance: 6_000 }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-17 what waits for a person makes no owner of a gift card', async () => {
  const { shop, till } = await openSpendingShop();
  const part = { n: 1, effect: 'EARN', asset: 'giftcard', amount: 5_000, cardId: CARD } as const;
  const forged = till.append({ kind: 'TICK' }, { parts: [part] });
  expect(await pushEntries(shop.app, till)).toMatchObject({ quarantined: [forged.id] });
  const asking = { owner: `card:${CARD}`, asset: 'giftcard', amount: 100 } as const;
  expect(await askFor(shop, till, asking)).toEqual({ kind: 'unknown' });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-18 a return gives back what was spent and takes what was earned, each once and no more than there was', async () => {
  const { shop, till, member } = await openSpendingShop();
  const before = pointsBefore(member);
  const grant = await grantedTo(shop, till, { owner: member.id, amount: 100 });
  const sale = spend(till, member, grant, 100);
  returnOf(till, sale, [undoing(sale, 'REFUND'), undoing(sale, 'CLAWBACK')]);
  expect(await pushEntries(shop.app, till)).toMatchObject({ quarantined: [] });
  expect(await pointsOf(shop, member.id)).toEqual({ available: before });
  returnOf(till, sale, [undoing(sale, 'REFUND', 1), undoing(sale, 'CLAWBACK', 1)]);
  await pushEntries(shop.app, till, till.wire(3));
  expect(await pointsOf(shop, member.id)).toEqual({ available: before });
  expect(await incidents(shop)).toMatchObject([{ kind: 'refund-excess' }, { kind: 'clawback-excess' }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-18 a return of a sale that HQ does not know, or of effects of another, waits for a person', async () => {
  const { shop, till, member } = await openSpendingShop();
  const sale = till.sale({ products: goodsOf('dairy', 5), member });
  const other = till.sale({ products: goodsOf('dairy', 5), member });
  const unknown = { ...sale, id: asId<EntryId>('01900000-0000-7000-8000-00000000dead') };
  const waiting = [
    returnOf(till, sale, [undoing(other, 'CLAWBACK')]),
    returnOf(till, unknown, [{ ...undoing(sale, 'CLAWBACK'), ref: `${unknown.id}#1` }]),
  ];
  const { quarantined } = await pushEntries(shop.app, till);
  expect(quarantined).toEqual(waiting.map(({ id }) => id));
  const rows = await shop.hq.db.selectFrom('quarantine').select('reason').orderBy('id').execute();
  expect(rows).toEqual([{ reason: 'return-parts' }, { reason: 'return-unknown' }]);
});

test('LSR-8 points that were spent before their sale came back are owed, and open rights are asked back', async () => {
  const { shop, till, member } = await openSpendingShop();
  const earning = till.sale({ products: goodsOf('dairy', 60), member });
  await pushEntries(shop.app, till);
  await syncOf(shop, till);
  const { available = 0, leased = 0 } = await pointsOf(shop, member.id);
  expect(leased).toBeGreaterThan(0);
  // All that is not leased is spent.
  const grant = await grantedTo(shop, till, { owner: member.id, amount: available });
  const row = (await pullAllMembers(shop, till)).find(({ id }) => id === member.id);
  if (!row) throw new Error('the member is served');
  spend(till, memberRow(row), grant, available);
  returnOf(till, earning, [undoing(earning, 'CLAWBACK')]);
  await pushEntries(shop.app, till, till.wire(2));
  expect((await pointsOf(shop, member.id))['receivable']).toBeLessThan(0);
  const { recalls, grants } = await syncOf(shop, till);
  expect(recalls).toHaveLength(1);
  // The right that is asked back is told once more, and no new one is.
  expect(grants.map(({ document }) => JSON.parse(document).lease)).toEqual(recalls);
  expect(await askFor(shop, till, { owner: member.id, amount: 1 })).toEqual({
    kind: 'insufficient',
    largest: 0,
  });
  till.append({ kind: 'RELEASE', leases: recalls.map((lease) => ({ lease, expiresAtMs: shop.hq.nowMs() })) });
  await pushEntries(shop.app, till, till.wire(4));
  expect((await pointsOf(shop, member.id))['receivable']).toBeUndefined();
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-19 of a sale that is not what the engine says, the lease is used up and the earning waits', async () => {
  const { shop, till, member } = await openSpendingShop();
  const before = pointsBefore(member);
  const grant = await grantedTo(shop, till, { owner: member.id, amount: 50 });
  const sale = till.sale({
    products: goodsOf('dairy', 20),
    member,
    payment: { points: 50 as never },
    rights: [{ asset: 'points', lease: grant.lease, amount: 50, intent: grant.intent }],
    forgeHead: (head) => ({ ...head, totals: head.totals && { ...head.totals, tenderMinor: minor(1) } }),
  });
  expect(await pushEntries(shop.app, till)).toMatchObject({ quarantined: [sale.id] });
  expect(await pointsOf(shop, member.id)).toEqual({ available: before - 50 });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-19 a revoked till’s leases still pay for what it gave out; what it says was earned waits', async () => {
  const { shop, till, member } = await openSpendingShop();
  const before = pointsBefore(member);
  const grant = await grantedTo(shop, till, { owner: member.id, amount: 50 });
  await shop.hq.db
    .updateTable('chain')
    .set({ revoked_at_ms: 1 as never })
    .execute();
  const sale = spend(till, member, grant, 50);
  expect(await pushEntries(shop.app, till)).toMatchObject({ quarantined: [sale.id] });
  expect(await pointsOf(shop, member.id)).toEqual({ available: before - 50 });
  const suspense = await shop.hq.db
    .selectFrom('transfer')
    .select('amount')
    .where('credit', '=', `s:${till.till}`)
    .where('asset', '=', 'points')
    .execute();
  expect(suspense).toEqual([{ amount: partsOf(sale, 'EARN')[0]?.amount }]);
});

test('PST-20 a spend of a lease that a copy of the disk has closed is paid by the house, and somebody hears of it', async () => {
  const { shop, till, member } = await openSpendingShop();
  const before = pointsBefore(member);
  const grant = await grantedTo(shop, till, { owner: member.id, amount: 50 });
  const clone = till.cloneAt(0);
  till.append({ kind: 'ABANDON', intent: grant.intent as never, owner: member.id });
  spend(clone, member, grant, 50);
  await pushEntries(shop.app, till);
  expect(await pushEntries(shop.app, till, clone.wire())).toMatchObject({ verdict: 'fork' });
  const kinds = (await incidents(shop)).map(({ kind }) => kind);
  expect(kinds).toEqual(['lease-closed', 'intent-abandoned']);
  const { available = 0 } = await pointsOf(shop, member.id);
  expect(available).toBeGreaterThanOrEqual(before);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-20 a lease that no HQ has granted, or of somebody else, costs the house and no member anything', async () => {
  const { shop, till, member } = await openSpendingShop();
  const before = pointsBefore(member);
  spend(till, member, { lease: asId('01900000-0000-7000-8000-0000000beef0'), intent: null }, 30);
  const other = await enrolTill(shop, { name: 'Casa 2', programme: demoProgramme() });
  const lent = await grantedTo(shop, other, { owner: member.id, amount: 40, intent: newIntent() });
  spend(till, member, lent, 40);
  await pushEntries(shop.app, till);
  expect((await incidents(shop)).map(({ kind, amount }) => [kind, amount])).toEqual([
    ['lease-unknown', 30],
    ['lease-of-another', 40],
  ]);
  const { available = 0, leased = 0 } = await pointsOf(shop, member.id);
  expect(leased).toBe(40);
  expect(available).toBeGreaterThanOrEqual(before - 40);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-18 goods that come back at another store give points back there and take none (I10)', async () => {
  const { shop, till, member } = await openSpendingShop();
  const sale = till.sale({ products: goodsOf('dairy', 5), member });
  await pushEntries(shop.app, till);
  const { available } = await pointsOf(shop, member.id);
  await shop.hq.db
    .insertInto('store')
    .columns([
      'id',
      'company_id',
      'name',
      'address',
      'currency_code',
      'currency_exponent',
      'time_zone',
      'receipt_language',
      'phone_country_code',
      'taxes',
      'sync_policy',
    ])
    .expression((eb) =>
      eb
        .selectFrom('store')
        .select([
          eb.val('s-nord').as('id'),
          'company_id',
          'name',
          'address',
          'currency_code',
          'currency_exponent',
          'time_zone',
          'receipt_language',
          'phone_country_code',
          'taxes',
          'sync_policy',
        ])
        .where('id', '=', asId<StoreId>(DEMO_STORE)),
    )
    .execute();
  const elsewhere = await enrolTill(shop, { name: 'Nord 1', programme: demoProgramme(), store: 's-nord' });
  returnOf(elsewhere, sale, [undoing(sale, 'CLAWBACK')]);
  await pushEntries(shop.app, elsewhere);
  expect(await pointsOf(shop, member.id)).toEqual({ available });
  expect(await incidents(shop)).toMatchObject([{ kind: 'clawback-elsewhere', till: elsewhere.till }]);
});

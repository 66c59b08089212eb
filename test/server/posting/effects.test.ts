import { expect, test } from 'vitest';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { SaleBody } from '../../../shared/ledger/body.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { availablePoints, earnedBy, openShop, pointsBefore } from '../../support/hq/open-shop.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill } from '../../support/hq/test-hq.ts';

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
  const earned = earnedBy(sale);
  expect(earned).toBeGreaterThan(0);
  expect(await availablePoints(shop, till, member)).toBe(pointsBefore(member) + earned);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PSH-5 a body that is not the one the head names: the chain goes on, the effects wait', async () => {
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
  { name: 'lines that are none', fault: 'sale-lines', forge: { forgeBody: withRubbish('lines') } },
  { name: 'taxes that are none', fault: 'sale-lines', forge: { forgeBody: withRubbish('taxes') } },
  {
    name: 'another explanation',
    fault: 'sale-explanation',
    forge: { forgeBody: withRubbish('explanation') },
  },
] as const;

test.each(forgeries)(
  'SAL-2 $name: the claim stands in suspense, not with the member',
  async ({ fault, forge }) => {
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
  },
);

function withRubbish(field: 'lines' | 'taxes' | 'explanation'): (body: SaleBody) => SaleBody {
  return (body) => ({ ...body, [field]: { rubbish: ['in', null, 7] } });
}

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

test('PST-3 what is earned repays a receivable first', async () => {
  const { shop, till, member } = await openShop();
  const debt = { id: `d:${member.id}`, asset: 'points', kind: 'receivable', member_id: member.id } as const;
  await shop.hq.db
    .insertInto('account')
    .values({ ...debt, balance: -2 })
    .execute();
  const sale = till.sale({ products: goodsOf('dairy', 5), member });
  await pushEntries(shop.app, till);
  const earned = earnedBy(sale);
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

const NO_TOTALS = { grossMinor: 0, discountMinor: 0 };

test('spend and visits grow, and a reached tier is given at once', async () => {
  const { shop, till, member } = await openShop();
  const [milk] = goodsOf('dairy');
  assert(milk, 'milk');
  const dear = { ...milk, priceMinor: minor(100_000) };
  const missing = 1_000_000 - member.counters.spendMinor;
  // Twice as many: some of it is taken off by discounts.
  const count = 2 * Math.ceil(missing / 100_000);
  const sale = till.sale({ products: Array.from({ length: count }, () => dear), member });
  const { grossMinor, discountMinor } = (JSON.parse(sale.head) as EntryHead).totals ?? NO_TOTALS;
  expect(grossMinor).toBe(count * 100_000);
  await pushEntries(shop.app, till);
  const row = (await pullAllMembers(shop, till)).find((each) => each.id === member.id);
  expect(row).toMatchObject({
    tierId: 'gold',
    counters: {
      spendMinor: member.counters.spendMinor + grossMinor - discountMinor,
      visits: member.counters.visits + 1,
    },
  });
});

test('SAL-4 a price that HQ no longer has is reported and not charged to the member', async () => {
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

test('PST-2 tills that push for the same members at once lose nothing and never deadlock', async () => {
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

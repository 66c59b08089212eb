/** Two tills, one member, the real HQ: each spends what it holds, HQ gives the rest, and no point is spent twice. */
import { expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../server/app/build-app.ts';
import { makeEnrolmentCode } from '../../server/enrol/enrolment-code.ts';
import { hashPin } from '../../server/enrol/pin-hash.ts';
import { verifyLedger } from '../../server/verify/verify-ledger.ts';
import type { RightsView } from '../../shared/ipc/rights-view.ts';
import type { SaleDone, SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { asId, type CashierId, type EntryId, type MemberId } from '../../shared/kernel/ids.ts';
import { epochMs, minor, points } from '../../shared/kernel/units.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import { goodsOf, memberRow } from '../support/hq/demo-shop.ts';
import { DEMO_STORE, startTestHq, type TestHq } from '../support/hq/test-hq.ts';
import { draftOf, linesOf, newSaleId } from '../support/shop/shop-draft.ts';
import { A_MORNING_MS } from '../support/till/manual-time.ts';
import { type TestTill, testTill } from '../support/till/test-till.ts';

const ANA = asId<CashierId>('c-ana');
const PIN = '918273';
const [tobacco] = goodsOf('tobacco');
const GOODS = goodsOf('meat', 3).map(({ code }) => code);

type Shop = {
  readonly hq: TestHq;
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly till: (name: string) => Promise<TestTill>;
};

async function openShop(): Promise<Shop> {
  const hq = await startTestHq();
  hq.setNow(epochMs(A_MORNING_MS));
  const pinHash = await hashPin({ pepper: hq.hq.keys.pinPepper(asId(DEMO_STORE)), cashier: ANA, pin: PIN });
  await hq.hq.db.updateTable('cashier').set({ pin_hash: pinHash }).where('id', '=', ANA).execute();
  let app = buildApp(hq.hq);
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  onTestFinished(() => app.close());
  return {
    hq,
    down: () => app.close(),
    up: async () => {
      app = buildApp(hq.hq);
      await app.listen({ port: Number(port), host: '127.0.0.1' });
    },
    till: async (tillName) => {
      const made = await makeEnrolmentCode(hq.hq, { store: asId(DEMO_STORE), tillName });
      assert(made, 'the demo store is there');
      const till = testTill();
      await till.done('till.enrol', { hqUrl: `http://127.0.0.1:${port}`, code: made.code });
      await till.done('cashier.signIn', { cashierId: ANA, pin: PIN });
      await till.done('shift.open', { floatMinor: minor(100_000) });
      return till;
    },
  };
}

const round = async (till: TestTill): Promise<void> => {
  till.time.pass(60_000);
  await till.session().background.sync.roundNow(600_000);
};

async function rowOf(till: TestTill, id: MemberId | null): Promise<MemberRow> {
  const page = await till.done('reference.pull', { collection: 'members', checkpoint: null, limit: 1000 });
  assert(page.collection === 'members', 'members were asked for');
  const rows = page.documents.map(memberRow);
  const found = rows.find((row) => (id === null ? (row.balances[0]?.available ?? 0) >= 300 : row.id === id));
  assert(found, 'the demo shop has this member');
  return found;
}

const available = (row: MemberRow): number =>
  row.balances.find(({ asset }) => asset === 'points')?.available ?? 0;
const leased = (row: MemberRow): number => row.balances.find(({ asset }) => asset === 'points')?.leased ?? 0;
const pointsIn = ({ held }: RightsView): number => held.find(({ asset }) => asset === 'points')?.amount ?? 0;
const held = async (till: TestTill, { id }: MemberRow, basketId?: EntryId): Promise<number> =>
  pointsIn(await till.done('rights.held', { owner: id, ...(basketId ? { basketId } : {}) }));

/** A basket that so many points may pay for, and the right that it asks for. */
async function sell(
  till: TestTill,
  member: MemberRow,
  pay: number,
  basketId = newSaleId(),
): Promise<SaleDone> {
  const view = await till.done('rights.held', { owner: member.id, basketId });
  const facts = pay === 0 ? {} : { payment: { points: points(pay) } };
  const codes = pay === 0 ? [tobacco?.code ?? ''] : GOODS;
  const draft: SaleDraft = draftOf(await till.done('till.status', null), {
    lines: linesOf(codes),
    member,
    held: view.held,
    ...facts,
  });
  return till.done('sale.commit', { ...draft, basketId });
}

/** Whoever asks waits a little between tries; here that time passes at once. */
async function acquire(till: TestTill, { id }: MemberRow, amount: number, basketId = newSaleId()) {
  let isAnswered = false;
  const answer = till.call('rights.acquire', { basketId, owner: id, asset: 'points', amount }).finally(() => {
    isAnswered = true;
  });
  while (!isAnswered) {
    await new Promise((resolve) => setImmediate(resolve));
    till.time.pass(isAnswered ? 0 : 10);
  }
  return answer;
}

test('LSR-1 RGT-1 what one till holds off line no other spends; with HQ each gets what is there', async () => {
  const shop = await openShop();
  const [first, second] = [await shop.till('Casa 1'), await shop.till('Casa 2')];
  const visitor = await rowOf(first, null);
  await sell(first, visitor, 0);
  await round(first);
  await round(first);
  const before = await rowOf(first, visitor.id);
  const balance = available(before) + leased(before);
  const share = Math.floor((balance * 6) / 10);
  expect(available(before)).toBe(balance - share);
  expect(await held(first, before)).toBe(share);
  expect(await held(second, before)).toBe(0);

  await shop.down();
  expect(await acquire(second, before, 1)).toMatchObject({
    failure: { code: 'REDEEM-OFFLINE', params: { asset: 'points', largest: 0 } },
  });
  await sell(first, before, 50);
  expect(await held(first, before)).toBe(share - 50);
  expect(await acquire(first, before, share)).toMatchObject({
    failure: { code: 'REDEEM-OFFLINE', params: { largest: share - 50 } },
  });

  await shop.up();
  for (const till of [first, second]) await round(till);
  const row = await rowOf(second, before.id);
  const [left, all] = [available(row), available(row) + leased(row)];
  expect(all).toBeGreaterThan(balance - 50);
  expect(await acquire(second, row, all)).toMatchObject({
    failure: { code: 'REDEEM-ELSEWHERE', params: { asset: 'points', largest: left } },
  });
  await round(first);
  await round(first);
  expect(await held(first, row)).toBe(0);
  const basketId = newSaleId();
  expect(await acquire(second, row, all, basketId)).toMatchObject({ ok: true });
  expect(await held(second, row, basketId)).toBe(all);
  expect(await held(second, row, newSaleId())).toBe(0);
  await sell(second, await rowOf(second, row.id), 200, basketId);
  for (const till of [first, second]) await round(till);

  const last = await rowOf(first, row.id);
  expect(available(last) + leased(last)).toBeGreaterThanOrEqual(all - 200);
  expect(await verifyLedger(shop.hq.hq)).toMatchObject({ findings: [] });
  expect(await shop.hq.hq.db.selectFrom('incident').selectAll().execute()).toEqual([]);
});

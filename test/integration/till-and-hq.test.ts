/** The till's main process and the real HQ, over a real socket and a real database. */
import { expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../server/app/build-app.ts';
import { makeEnrolmentCode } from '../../server/enrol/enrolment-code.ts';
import { hashPin } from '../../server/enrol/pin-hash.ts';
import { verifyLedger } from '../../server/verify/verify-ledger.ts';
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { asId, type CashierId } from '../../shared/kernel/ids.ts';
import { epochMs, minor } from '../../shared/kernel/units.ts';
import { compileProgramme } from '../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../shared/loyalty/compute.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import { basketOf } from '../support/builders/basket.ts';
import { demoProgramme, goodsOf, memberRow } from '../support/hq/demo-shop.ts';
import { DEMO_STORE, startTestHq, type TestHq } from '../support/hq/test-hq.ts';
import { newBasket } from '../support/till/drafts.ts';
import { A_MORNING_MS } from '../support/till/manual-time.ts';
import { type TestTill, testTill } from '../support/till/test-till.ts';

const ANA = asId<CashierId>('c-ana');
const PIN = '918273';

type Line = { readonly url: string; readonly down: () => Promise<void>; readonly up: () => Promise<void> };

/** HQ behind a port that a test can close and open again. */
async function listening({ hq }: TestHq): Promise<Line> {
  let app = buildApp(hq);
  const port = new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port;
  onTestFinished(() => app.close());
  return {
    url: `http://127.0.0.1:${port}`,
    down: () => app.close(),
    up: async () => {
      app = buildApp(hq);
      await app.listen({ port: Number(port), host: '127.0.0.1' });
    },
  };
}

async function openShop(): Promise<{ shop: TestHq; line: Line; till: TestTill }> {
  const shop = await startTestHq();
  shop.setNow(epochMs(A_MORNING_MS));
  const pinHash = await hashPin({ pepper: shop.hq.keys.pinPepper(asId(DEMO_STORE)), cashier: ANA, pin: PIN });
  await shop.hq.db.updateTable('cashier').set({ pin_hash: pinHash }).where('id', '=', ANA).execute();
  const line = await listening(shop);
  const made = await makeEnrolmentCode(shop.hq, { store: asId(DEMO_STORE), tillName: 'Casa 1' });
  assert(made, 'the demo store is there');
  const till = testTill();
  await till.done('till.enrol', { hqUrl: line.url, code: made.code });
  await till.done('cashier.signIn', { cashierId: ANA, pin: PIN });
  await till.done('shift.open', { floatMinor: minor(100_000) });
  return { shop, line, till };
}

async function members(till: TestTill): Promise<readonly MemberRow[]> {
  const page = await till.done('reference.pull', { collection: 'members', checkpoint: null, limit: 1000 });
  assert(page.collection === 'members', 'members were asked for');
  return page.documents.map(memberRow);
}

let baskets = 5_000;

function draftOf(member: MemberRow | null, pieces: number): SaleDraft {
  baskets += 1;
  const held = demoProgramme();
  const { lines } = basketOf(...goodsOf('dairy', 2).map((product) => ({ product, pieces })));
  const businessDate = '2026-11-22' as SaleDraft['businessDate'];
  const clock = { wallMs: epochMs(0), businessDate };
  const outcome = compute(compileProgramme(held.programme), { lines, member, taxes: [], clock });
  return {
    basketId: newBasket(baskets).id,
    lines,
    member,
    tenders: [{ kind: 'cash', amountMinor: outcome.totalMinor }],
    programmeVersion: held.programme.version,
    businessDate,
    shown: { totalMinor: outcome.totalMinor, earnedPoints: outcome.earnedPoints },
  };
}

const round = (till: TestTill): Promise<void> => till.session().background.sync.roundNow(600_000);

test('PSH-1, PSH-2 what a till sold with and without HQ stands there once, point by point', async () => {
  const { shop, line, till } = await openShop();
  const [member] = await members(till);
  assert(member, 'the demo shop has members');
  const earned: number[] = [];
  const sell = async (from: TestTill, pieces: number): Promise<void> => {
    const done = await from.done('sale.commit', draftOf(member, pieces));
    earned.push(done.receipt.loyalty?.earnedPoints ?? 0);
  };
  await sell(till, 3);
  await round(till);
  await line.down();
  for (const pieces of [4, 5, 6]) await sell(till, pieces);
  await round(till);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { link: 'offline', unsent: 3 } });
  const restarted = await till.restart();
  await restarted.done('cashier.signIn', { cashierId: ANA, pin: PIN });
  await sell(restarted, 7);
  await line.up();
  await round(restarted);
  expect(await restarted.done('till.status', null)).toMatchObject({ hq: { link: 'online', unsent: 0 } });
  const row = (await members(restarted)).find(({ id }) => id === member.id);
  const sum = earned.reduce((total, points) => total + points, 0);
  expect(sum).toBeGreaterThan(0);
  // Whoever came gets a part of it leased to this till: it stays the member's.
  const [points] = row?.balances ?? [];
  expect((points?.available ?? 0) + (points?.leased ?? 0)).toBe((member.balances[0]?.available ?? 0) + sum);
  expect(await verifyLedger(shop.hq)).toMatchObject({ findings: [] });
  const suspects = await shop.hq.db.selectFrom('quarantine').selectAll().execute();
  expect(suspects).toEqual([]);
});

test('BAL-1 the balance shown is the same before and after HQ has posted', async () => {
  const { till } = await openShop();
  const [before] = await members(till);
  assert(before, 'the demo shop has members');
  await till.done('sale.commit', draftOf(before, 3));
  const unposted = await till.done('sale.commit', draftOf(before, 3));
  await round(till);
  const after = (await members(till)).find(({ id }) => id === before.id);
  assert(after, 'the member is still there');
  const posted = await till.done('sale.commit', draftOf(after, 3));
  const shown = ({ receipt: { loyalty } }: typeof posted): number =>
    (loyalty?.availablePoints ?? 0) + (loyalty?.pendingPoints ?? 0);
  expect(shown(posted)).toBe(shown(unposted) + (posted.receipt.loyalty?.earnedPoints ?? 0));
});

test('DAY-1 HQ confirms the day of a till, shift and Z-report included', async () => {
  const { till } = await openShop();
  await till.done('sale.commit', draftOf(null, 2));
  await till.done('shift.close', { countedMinor: minor(100_000) });
  expect(await till.done('day.close', null)).toEqual({ confirmed: true, differences: [], unsent: 0 });
});

test('a second enrolment with the same code is refused, and a wrong one too', async () => {
  const shop = await startTestHq();
  shop.setNow(epochMs(A_MORNING_MS));
  const line = await listening(shop);
  const made = await makeEnrolmentCode(shop.hq, { store: asId(DEMO_STORE), tillName: 'Casa 1' });
  assert(made, 'the demo store is there');
  expect(await testTill().call('till.enrol', { hqUrl: line.url, code: made.code })).toMatchObject({
    ok: true,
  });
  expect(await testTill().call('till.enrol', { hqUrl: line.url, code: made.code })).toMatchObject({
    failure: { code: 'ENROL-CODE' },
  });
  const late = await makeEnrolmentCode(shop.hq, { store: asId(DEMO_STORE), tillName: 'Casa 2' });
  shop.setNow(epochMs(A_MORNING_MS + 11 * 60_000));
  expect(await testTill().call('till.enrol', { hqUrl: line.url, code: late?.code ?? '' })).toMatchObject({
    failure: { code: 'ENROL-EXPIRED' },
  });
});

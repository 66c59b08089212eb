/** HQ comes back from a backup: a real till believes the lower watermark and sends again what HQ has forgotten. */
import { expect, onTestFinished, test } from 'vitest';
import { makeEnrolmentCode } from '../../server/enrol/enrolment-code.ts';
import { hashPin } from '../../server/enrol/pin-hash.ts';
import { verifyLedger } from '../../server/verify/verify-ledger.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { asId, type CashierId } from '../../shared/kernel/ids.ts';
import { epochMs, minor } from '../../shared/kernel/units.ts';
import { backUp, backupPlace, restore } from '../support/backup/backup-shop.ts';
import { DEMO_STORE, startTestHq, type TestHq } from '../support/hq/test-hq.ts';
import { A_MORNING_MS } from '../support/till/manual-time.ts';
import { type TestTill, testTill } from '../support/till/test-till.ts';

const ANA = asId<CashierId>('c-ana');
const PIN = '918273';

async function listen({ app }: TestHq, port = 0): Promise<string> {
  const url = await app.listen({ port, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  return url;
}

const round = (till: TestTill): Promise<void> => till.session().background.sync.roundNow(600_000);

/** Entries without goods: what matters here is how many HQ holds. */
async function work(till: TestTill, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await till.done('cashier.signOut', null);
    await till.done('cashier.signIn', { cashierId: ANA, pin: PIN });
  }
}

async function logIndexes({ hq }: TestHq): Promise<ReadonlyMap<string, number>> {
  const rows = await hq.db.selectFrom('entry').select(['id', 'log_index']).execute();
  return new Map(rows.map((row) => [row.id as string, row.log_index]));
}

test('OPS-5 what a till was told by the HQ of before is taken back, sent again and learned anew', {
  timeout: 60_000,
}, async () => {
  const shop = await startTestHq();
  shop.setNow(epochMs(A_MORNING_MS));
  const pinHash = await hashPin({ pepper: shop.hq.keys.pinPepper(asId(DEMO_STORE)), cashier: ANA, pin: PIN });
  await shop.hq.db.updateTable('cashier').set({ pin_hash: pinHash }).where('id', '=', ANA).execute();
  const url = await listen(shop);
  const made = await makeEnrolmentCode(shop.hq, { store: asId(DEMO_STORE), tillName: 'Casa 1' });
  assert(made, 'the demo store is there');
  const till = testTill();
  await till.done('till.enrol', { hqUrl: url, code: made.code });
  await till.done('cashier.signIn', { cashierId: ANA, pin: PIN });
  await till.done('shift.open', { floatMinor: minor(100_000) });
  await round(till);
  const out = backupPlace();
  await backUp(shop, out);
  await work(till, 3);
  await round(till);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { unsent: 0 } });
  await shop.app.close();

  const again = await restore(shop, out);
  await listen(again, Number(new URL(url).port));
  await work(till, 1);
  for (let tries = 0; tries < 3; tries += 1) {
    till.time.pass(60_000);
    await round(till);
  }
  expect(await till.done('till.status', null)).toMatchObject({ hq: { link: 'online', unsent: 0 } });
  const known = await logIndexes(again);
  const { entries } = till.session().desk.entries.page(0, 500);
  expect(entries.length).toBe(known.size);
  for (const { id, logIndex } of entries) expect(logIndex).toBe(known.get(id));
  expect((await verifyLedger(again.hq)).findings).toEqual([]);
  const restarted = await till.restart();
  await round(restarted);
  expect(await restarted.done('till.status', null)).toMatchObject({ hq: { link: 'online', unsent: 0 } });
});

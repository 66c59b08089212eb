import { expect, test } from 'vitest';
import { minor, points } from '../../../shared/kernel/units.ts';
import { memberRow } from '../../support/builders/basket.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { sellingTill } from '../../support/till/test-till.ts';

test('JRN-1 a sale is one entry with its receipt, its points and its print jobs', async () => {
  const till = await sellingTill(await useFakeHq());
  const draft = saleDraft();
  const done = await till.done('sale.commit', draft);
  expect(done).toMatchObject({ entryId: draft.basketId, changeMinor: minor(5_000) });
  expect(done.receipt).toMatchObject({
    kind: 'sale',
    number: `t-1-1-${done.seq}`,
    cashierName: 'Ana Rusu',
    totals: { totalMinor: minor(5_000) },
    loyalty: { earnedPoints: points(5), availablePoints: points(100), pendingPoints: points(5) },
  });
  const { desk } = till.session();
  const kept = desk.entries.byId(draft.basketId);
  expect(kept?.head).toMatchObject({
    kind: 'SALE',
    cashier: 'c-ana',
    member: 'm-1',
    parts: [{ n: 1, effect: 'EARN', asset: 'points', amount: 5 }],
    businessDate: '2026-11-22',
  });
  const jobs = desk.journal.db.prepare('SELECT kind FROM print_job WHERE entry_id = ?').all(draft.basketId);
  expect(jobs.map((job) => job['kind'])).toEqual(['drawer', 'sale']);
});

test('the receipt counts points of earlier sales that HQ has not posted yet', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await till.done('sale.commit', saleDraft());
  const second = await till.done('sale.commit', saleDraft());
  expect(second.receipt.loyalty).toMatchObject({ availablePoints: points(100), pendingPoints: points(10) });
  await till.session().background.sync.roundNow(60_000);
  const known = memberRow({ asOf: 1_000 });
  const third = await till.done('sale.commit', saleDraft({ member: known }));
  expect(third.receipt.loyalty).toMatchObject({ pendingPoints: points(5) });
});

test('a sale without a member earns nothing and has no loyalty block', async () => {
  const till = await sellingTill(await useFakeHq());
  const draft = saleDraft({ member: null });
  const done = await till.done('sale.commit', draft);
  expect(done.receipt.loyalty).toBeNull();
  expect(till.session().desk.entries.byId(draft.basketId)?.head.parts).toEqual([]);
});

import { expect, test } from 'vitest';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { minor } from '../../../shared/kernel/units.ts';
import { parseBody } from '../../../shared/ledger/body-schema.ts';
import { parseHead } from '../../../shared/ledger/entry-schema.ts';
import type { DayCloseRequest } from '../../../shared/protocol/day-close.ts';
import { foldTill } from '../../../shared/shift/fold-till.ts';
import { initialTillState } from '../../../shared/shift/till-state.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { call, pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import type { TillChain } from '../../support/till-chain.ts';

/** The request as main folds it from its own chain. */
function dayOf(till: TillChain): DayCloseRequest {
  const day = till.entries.reduce((state, entry) => {
    const [head, body] = [parseHead(entry.head), parseBody(entry.body)];
    return head.ok && body.ok ? foldTill(state, head.value, body.value) : state;
  }, initialTillState).day;
  const totalsByKind = Object.entries(day).map(([kind, total]) => ({
    kind: kind as DayCloseRequest['totalsByKind'][number]['kind'],
    ...total,
  }));
  const last = till.entries.at(-1);
  return { epoch: till.epoch, fromSeq: 0, uptoSeq: last?.seq ?? 1, head: last?.hash ?? '', totalsByKind };
}

async function tradedDay(): Promise<{ shop: TestHq; till: TillChain }> {
  const shop = await startTestHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  till.append({ kind: 'SHIFT_OPEN', floatMinor: minor(50_000) });
  for (let sales = 1; sales <= 3; sales += 1) till.sale({ products: goodsOf('bread', sales) });
  return { shop, till };
}

test('DAY-1 a day that HQ holds whole is confirmed, and the report is written once', async () => {
  const { shop, till } = await tradedDay();
  await pushEntries(shop.app, till);
  const confirmed = { confirmed: true, differences: [] };
  expect(await call(shop.app, till, 'dayClose', dayOf(till))).toEqual(confirmed);
  expect(await call(shop.app, till, 'dayClose', dayOf(till))).toEqual(confirmed);
  const reports = await shop.hq.db.selectFrom('day_report').selectAll().execute();
  expect(reports).toMatchObject([{ till: till.till, upto_seq: 4, confirmed: true }]);
  expect(reports[0]?.totals).toEqual(dayOf(till).totalsByKind);
});

test('entries that HQ lacks are named', async () => {
  const { shop, till } = await tradedDay();
  await pushEntries(shop.app, till, till.wire(1, 2));
  expect(await call(shop.app, till, 'dayClose', dayOf(till))).toEqual({
    confirmed: false,
    differences: [{ kind: 'missingEntries', fromSeq: 3, uptoSeq: 4 }],
  });
});

test('DAY-1 another head and other totals are named with what HQ has', async () => {
  const { shop, till } = await tradedDay();
  await pushEntries(shop.app, till);
  const day = dayOf(till);
  const sales = day.totalsByKind.find((each) => each.kind === 'SALE');
  const wrong = { kind: 'SALE' as const, count: 2, totalMinor: minor(1) };
  const answer = await call(shop.app, till, 'dayClose', {
    ...day,
    head: '0'.repeat(64),
    totalsByKind: [wrong, ...day.totalsByKind.filter((each) => each.kind !== 'SALE')],
  });
  expect(answer).toEqual({
    confirmed: false,
    differences: [
      { kind: 'head', hq: till.entries.at(-1)?.hash },
      { kind: 'totals', of: 'SALE', hqCount: 3, hqTotalMinor: sales?.totalMinor },
    ],
  });
});

test('a second day counts from where the first ended', async () => {
  const { shop, till } = await tradedDay();
  await pushEntries(shop.app, till);
  const first = dayOf(till);
  till.tick();
  await pushEntries(shop.app, till);
  const last = till.entries.at(-1);
  const answer = await call(shop.app, till, 'dayClose', {
    epoch: 1,
    fromSeq: first.uptoSeq,
    uptoSeq: last?.seq ?? 0,
    head: last?.hash ?? '',
    totalsByKind: [{ kind: 'TICK', count: 1, totalMinor: minor(0) }],
  });
  expect(answer.confirmed).toBe(true);
});

test('device log rows are kept once, whatever they contain', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop);
  const row = { kind: 'latency', wallMs: 1, data: { ms: 12.5, where: 'a\u0000b', ok: true } };
  const upload = {
    businessDate: asBusinessDate('2025-11-19'),
    rows: [
      { id: 'one', ...row },
      { id: 'two', ...row },
    ],
  };
  expect(await call(shop.app, till, 'deviceLog', upload)).toEqual({ stored: 2 });
  expect(await call(shop.app, till, 'deviceLog', upload)).toEqual({ stored: 2 });
  const kept = await shop.hq.db.selectFrom('device_log').select(['id', 'data']).orderBy('id').execute();
  expect(kept.map(({ id }) => id)).toEqual(['one', 'two']);
  expect(kept[0]?.data).toEqual({ ms: 12.5, where: 'ab', ok: true });
});

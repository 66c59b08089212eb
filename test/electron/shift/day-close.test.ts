import { expect, test } from 'vitest';
import { DAY_CLOSE_WAIT_MS } from '../../../electron/till/handlers.ts';
import type { DayCloseRequest } from '../../../shared/protocol/day-close.ts';
import { LONGEST_WAIT_MS } from '../../../shared/sync/backoff.ts';
import { place } from '../../support/fake-hq/documents.ts';
import type { FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { openForSelling, sellingTill } from '../../support/till/test-till.ts';

const questions = (hq: FakeHq): readonly DayCloseRequest[] =>
  hq.arrivals.filter(({ route }) => route === 'dayClose').map(({ body }) => body as DayCloseRequest);

test('DAY-1 the day’s end is sent with count, sums and head, after everything in it, and HQ confirms', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await till.done('sale.commit', saleDraft());
  await till.done('sale.commit', saleDraft());
  const { desk } = till.session();
  const lastSeq = desk.journal.tip().seq;
  expect(await till.done('day.close', null)).toEqual({ confirmed: true, differences: [], unsent: 0 });
  expect(questions(hq)).toEqual([
    {
      epoch: 1,
      fromSeq: 0,
      uptoSeq: lastSeq,
      head: desk.entries.hashAt(lastSeq),
      totalsByKind: [
        { kind: 'BOOT', count: 1, totalMinor: 0 },
        { kind: 'LOGIN', count: 1, totalMinor: 0 },
        { kind: 'SALE', count: 2, totalMinor: 10_000 },
        { kind: 'SHIFT_OPEN', count: 1, totalMinor: 0 },
      ],
    },
  ]);
  await till.done('sale.commit', saleDraft());
  await till.done('day.close', null);
  expect(questions(hq)[1]).toMatchObject({
    fromSeq: lastSeq + 1,
    uptoSeq: lastSeq + 2,
    totalsByKind: [{ kind: 'SALE', count: 1, totalMinor: 5_000 }],
  });
});

test('DAY-1 HQ’s differences come back to the cashier', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  const differences = [{ kind: 'missingEntries', fromSeq: 1, uptoSeq: 2 }] as const;
  hq.says.day = () => ({ confirmed: false, differences: [...differences] });
  expect(await till.done('day.close', null)).toMatchObject({ confirmed: false, differences });
});

test('DAY-1 closing never waits for HQ: days closed without it are confirmed by themselves, in order', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await till.session().background.sync.roundNow(600_000);
  await hq.down();
  expect(await till.done('day.close', null)).toMatchObject({ confirmed: null, unsent: 1 });
  await till.done('sale.commit', saleDraft());
  expect(await till.done('day.close', null)).toMatchObject({ confirmed: null });
  const restarted = await till.restart();
  await hq.up();
  await restarted.session().background.sync.roundNow(600_000);
  expect(questions(hq).map(({ fromSeq }) => fromSeq)).toEqual([0, 4]);
  till.time.pass(LONGEST_WAIT_MS);
  await restarted.session().background.sync.roundNow(600_000);
  expect(questions(hq)).toHaveLength(2);
});

test('DAY-1 an HQ that hangs holds the day’s end up for a few seconds at most', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await till.session().background.sync.roundNow(600_000);
  hq.faults('push', 'hang');
  const arrival = hq.arrival('push');
  const closing = till.done('day.close', null);
  await arrival;
  till.time.pass(DAY_CLOSE_WAIT_MS);
  expect(await closing).toMatchObject({ confirmed: null });
});

test('SYN-1 a store with a nightly window syncs within it, and its day’s end goes out at once', async () => {
  const hq = await useFakeHq();
  hq.says.place = place({ syncPolicy: { kind: 'window', from: '22:00', to: '23:00', jitterMinutes: 0 } });
  const till = await sellingTill(hq);
  const atStart = hq.arrivals.length;
  await till.done('sale.commit', saleDraft());
  till.time.pass(3_600_000);
  expect(hq.arrivals.length).toBe(atStart);
  expect((await till.done('till.status', null)).hq.link).toBe('waiting');
  const arrival = hq.arrival('push');
  till.time.pass(11 * 3_600_000);
  await arrival;
  await till.session().background.sync.roundNow(600_000);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { unsent: 0, link: 'online' } });
  till.time.pass(10 * 3_600_000);
  await openForSelling(till);
  expect(await till.done('day.close', null)).toMatchObject({ confirmed: true });
});

/** A replay that is stopped or killed, wherever that happens, ends as one that was not. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { killedReplay } from '../support/replay/killed-replay.ts';
import { receiptFile } from '../support/replay/receipts.ts';
import { EXTRACT, replayHome } from '../support/replay/run-replay.ts';
import { expectedOf } from './expected.ts';

const LONG_MS = 300_000;
/** Over one change of the date, after 98 invoices. */
const INVOICES = 130;

test('RPL-6 killed in the middle of sales and of day closes, it sells nothing twice', {
  timeout: LONG_MS,
}, async () => {
  const home = await replayHome();
  for (const when of [
    { invoices: 40, laterMs: 3 },
    { invoices: 98, laterMs: 60 },
  ])
    expect(await killedReplay(home, { ...when, limit: INVOICES })).toBe('SIGKILL');
  const { tally, audit } = await home.run({ limit: INVOICES });
  const {
    pointsOf: _points,
    members: _members,
    days,
    stale,
    ...expected
  } = expectedOf(EXTRACT, { invoices: INVOICES });
  expect(audit.differences).toEqual([]);
  expect(tally).toEqual(expected);
  expect(audit.hq).toMatchObject({ confirmedDays: days, stale });
});

test('RPL-6 stopped by hand it says how to go on, and --limit goes on in the middle of a day', {
  timeout: LONG_MS,
}, async () => {
  const home = await replayHome();
  let asked = 0;
  await expect(home.run({ limit: 30, shouldStop: () => (asked += 1) > 10 })).rejects.toThrow(
    'goes on from here',
  );
  expect((await home.run({ limit: 20 })).run.invoices).toBe(20);
  const { tally, audit, run } = await home.run({ limit: 30 });
  expect(run.invoices).toBe(10);
  expect(audit.differences).toEqual([]);
  expect(tally.invoices).toBe(30);
  expect(tally.soldLines).toBe(expectedOf(EXTRACT, { invoices: 30 }).soldLines);
});

test('RPL-1, RPL-6 stopped with a sale that HQ does not have, time goes on from that sale', {
  timeout: LONG_MS,
}, async () => {
  const home = await replayHome(
    receiptFile([
      { InvoiceNo: '536365', InvoiceDate: '2010-12-01T08:26:00' },
      { InvoiceNo: '536366', InvoiceDate: '2010-12-01T13:00:00' },
      { InvoiceNo: '536367', InvoiceDate: '2010-12-01T17:00:00' },
      { InvoiceNo: '536368', InvoiceDate: '2010-12-01T17:05:00' },
    ]),
  );
  await home.run({ limit: 1 });
  await sql`ALTER TABLE entry ADD CONSTRAINT no_sale CHECK (kind <> 'SALE') NOT VALID`.execute(home.db);
  let asked = 0;
  await expect(home.run({ shouldStop: () => (asked += 1) > 3 })).rejects.toThrow('goes on from here');
  await sql`ALTER TABLE entry DROP CONSTRAINT no_sale`.execute(home.db);
  const { tally, audit } = await home.run();
  expect(tally.sales).toBe(4);
  expect(audit.differences).toEqual([]);
  // A till whose time went back would have begun a new epoch.
  expect(await home.db.selectFrom('chain').select('epoch').execute()).toEqual([{ epoch: 1 }]);
});

test('RPL-6 a folder stays with its file', { timeout: LONG_MS }, async () => {
  const home = await replayHome(receiptFile([{}]));
  expect((await home.run()).tally.sales).toBe(1);
  await expect(home.run({ file: receiptFile([{}, {}]) })).rejects.toThrow('the replay of another file');
});

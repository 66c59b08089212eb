/** Two thousand real receipts through a real till and a real HQ, against figures worked out another way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBook } from '../../replay/book/book.ts';
import { memberId } from '../../replay/shop/card.ts';
import { connect } from '../../server/db/connect.ts';
import { EXTRACT, type ReplayHome, replayHome } from '../support/replay/run-replay.ts';
import { expectedOf } from './expected.ts';

const LONG_MS = 300_000;

/** What HQ says each member has, leased to a till or not. */
async function balances({ databaseUrl }: ReplayHome): Promise<ReadonlyMap<string, number>> {
  const db = connect(databaseUrl);
  try {
    const rows = await db.selectFrom('account').select(['member_id', 'balance']).execute();
    const sums = new Map<string, number>();
    for (const { member_id, balance } of rows)
      if (member_id !== null) sums.set(member_id, (sums.get(member_id) ?? 0) + balance);
    return sums;
  } finally {
    await db.destroy();
  }
}

test('RPL-1, RPL-2, RPL-3, RPL-4, RPL-5, RPL-7 what 2,000 real receipts must come to, they come to', {
  timeout: LONG_MS,
}, async () => {
  const home = await replayHome();
  const report = join(home.folder, 'refused.csv');
  const { tally, audit } = await home.run({ report });
  const { pointsOf, members, days, stale, ...expected } = expectedOf(EXTRACT);
  expect(audit.differences).toEqual([]);
  expect(tally).toEqual(expected);
  expect(audit.journal).toEqual({
    stretches: days,
    members,
    sales: expected.sales,
    grossMinor: expected.grossMinor,
    points: expected.points,
  });
  expect(audit.hq).toMatchObject({
    sales: expected.sales,
    grossMinor: expected.grossMinor,
    issuedPoints: expected.points,
    availablePoints: expected.points,
    confirmedDays: days,
    unconfirmedDays: 0,
    waiting: 0,
    stale,
  });
  const earners = [...pointsOf].filter(([, points]) => points > 0);
  expect(await balances(home)).toEqual(
    new Map(earners.map(([customer, points]) => [memberId(customer), points])),
  );
  // The extract was chosen so that this is not proved on plain sales only.
  expect(Object.keys(tally.refused).toSorted()).toEqual([
    'adjustment',
    'basketLimit',
    'finePrice',
    'negativeQuantity',
    'noGoods',
    'quantityLimit',
    'return',
    'zeroPrice',
  ]);
  expect(stale.tier).toBeGreaterThan(0);
  expect(tally.guestSales).toBeGreaterThan(0);
  const rows = readFileSync(report, 'utf8').trimEnd().split('\r\n');
  expect(rows).toHaveLength(1 + expected.lines - expected.soldLines);
});

test('RPL-7 a figure of the journal that HQ does not have is named', { timeout: LONG_MS }, async () => {
  const home = await replayHome();
  expect((await home.run({ limit: 12 })).audit.differences).toEqual([]);
  const book = openBook(home.folder);
  const { id, amount } = book.db.prepare('SELECT id, amount FROM effect ORDER BY id').get() as {
    id: string;
    amount: number;
  };
  book.db.prepare('UPDATE effect SET amount = amount + 1 WHERE id = ?').run(id);
  const last = book.db.prepare('SELECT max(id) AS id FROM sale').get() as { id: string };
  book.db.prepare('DELETE FROM sale WHERE id = ?').run(last.id);
  book.dispose();
  const { differences } = (await home.run({ limit: 12 })).audit;
  expect(differences).toContain(`sale ${last.id} is not in the journal`);
  expect(differences.filter((each) => each.startsWith(`effect ${id}`))).toEqual([
    expect.stringContaining(`"amount":${amount + 1}`),
  ]);
});

/** What comes to HQ at the same moment from two tills. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { postCommands } from '../../../server/posting/post-commands.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import type { EntryCommand } from '../../../shared/posting/post/command.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { pointsBefore } from '../../support/hq/open-shop.ts';
import { openSpendingShop, pointsOf } from '../../support/hq/rights.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { DEMO_STORE, enrolTill, type TestHq } from '../../support/hq/test-hq.ts';
import type { ChainEntry } from '../../support/till-chain.ts';

function commandOf(sale: ChainEntry): EntryCommand {
  const { id, till, epoch, kind, member, parts, atMs, businessDate } = JSON.parse(sale.head) as EntryHead;
  const place = { id, till, epoch, kind, atMs, businessDate, store: DEMO_STORE as never };
  return {
    kind: 'ENTRY',
    entry: { ...place, member: member ?? null, parts, terms: {} },
    via: 'chain',
    suspended: false,
  };
}

const someoneWaits = ({ hq }: TestHq) =>
  expect.poll(
    async () => {
      const { rows } = await sql<{
        waiting: number;
      }>`SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted`.execute(hq.db);
      return rows[0]?.waiting ?? 0;
    },
    { timeout: 5_000 },
  );

test('PST-18 a return that comes while its sale is being posted undoes it all the same', async () => {
  const { shop, till, member } = await openSpendingShop();
  const sale = till.sale({ products: goodsOf('dairy', 5), member });
  const head = JSON.parse(sale.head) as EntryHead;
  const other = await enrolTill(shop, { name: 'Casa 2', programme: demoProgramme() });
  const earned = head.parts.filter(({ asset }) => asset === 'points');
  other.append(
    { kind: 'RETURN', sale: sale.id, lines: [{ n: 1, quantityMilli: 1000 as never }], backMinor: minor(0) },
    {
      member: member.id,
      programme: head.programme,
      totals: head.totals,
      parts: earned.map(({ n, asset, amount }, index) => ({
        ...{ n: index + 1, effect: 'CLAWBACK', asset, amount },
        ref: `${sale.id}#${n}`,
      })),
    },
  );
  const { keys, nowMs } = shop.hq;
  const returned = await shop.hq.db.transaction().execute(async (trx) => {
    await sql`SELECT FROM member WHERE id = ${member.id} FOR UPDATE`.execute(trx);
    const pushing = pushEntries(shop.app, other);
    await someoneWaits(shop).toBeGreaterThan(0);
    await postCommands(trx, { key: keys.signing, nowMs: nowMs(), commands: [commandOf(sale)] });
    return { pushing };
  });
  expect(await returned.pushing).toMatchObject({ quarantined: [] });
  expect(await shop.hq.db.selectFrom('incident').select('kind').execute()).toEqual([]);
  expect(await pointsOf(shop, member.id)).toEqual({ available: pointsBefore(member) });
});

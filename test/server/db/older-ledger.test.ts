/** Databases of version 0.3.0, where transfers named no lot and nothing had been spent, go on working. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate, migrateInside } from '../../../server/db/migrate.ts';
import { inTransaction } from '../../../server/db/retry.ts';
import { postCommands } from '../../../server/posting/post-commands.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  asId,
  type EntryId,
  type LeaseId,
  type MemberId,
  type StoreId,
  type TillId,
} from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { Command } from '../../../shared/posting/post/command.ts';
import { testKeys } from '../../support/hq/test-keys.ts';
import { testDatabase } from '../../support/postgres/create-test-database.ts';

const MEMBER = asId<MemberId>('m-1');
const [TILL, STORE] = [asId<TillId>('s-1-1'), asId<StoreId>('s-1')];
const [SALE, RETURN] = [
  asId<EntryId>('01900000-0000-7000-8000-000000000001'),
  asId<EntryId>('01900000-0000-7000-8000-000000000002'),
];
const TODAY = asBusinessDate('2025-11-19');

/** One member with 100 points brought along and 40 earned, as version 0.3.0 wrote them. */
const before = `
INSERT INTO company VALUES ('c-1', 'Shop', '1');
INSERT INTO store VALUES ('s-1', 'c-1', 'Shop', 'Street', 'MDL', 2, 'Europe/Chisinau', 'ro', '373', '[]', '{}');
INSERT INTO till VALUES ('s-1-1', 's-1', 1, 'Casa 1', 1);
INSERT INTO chain (till, epoch, public_key, head_hash, enrolled_at_ms) VALUES ('s-1-1', 1, 'k', 'h', 0);
INSERT INTO member (id, company_id, card_number, tier_id, spend_minor, visits)
  VALUES ('m-1', 'c-1', '1', 'bronze', 0, 0);
INSERT INTO account VALUES ('a:m-1', 'points', 'available', 'm-1', 140);
INSERT INTO lot (id, account, asset, amount, remaining, earned_at_ms) VALUES
  ('opening:m-1#1', 'a:m-1', 'points', 100, 100, 1000000000000),
  ('${SALE}#1', 'a:m-1', 'points', 40, 40, 1700000000000);
INSERT INTO transfer (log_index, effect_id, leg, debit, credit, asset, amount) VALUES
  (1, 'opening:m-1#1', 1, 'h:issued', 'a:m-1', 'points', 100),
  (2, '${SALE}#1', 1, 'h:issued', 'a:m-1', 'points', 40);
INSERT INTO hq_log (log_index, kind, ref, record, prev_hash, hash, at_ms) VALUES
  (1, 'OPENING', 'opening:m-1', '{"v":1,"index":1}', 'p', 'a', 0),
  (2, 'ENTRY', '${SALE}', '{"v":1,"index":2,"entry":{"till":"s-1-1","epoch":1,"seq":1}}', 'a', 'b', 0);
`;

async function olderLedger() {
  const { db } = await testDatabase('bare');
  await inTransaction(db, async (trx) => {
    await migrateInside(trx, '0005-member-facts');
    await sql.raw(before).execute(trx);
  });
  expect(await migrate(db)).toEqual(['0006-leases']);
  const post = (command: Command) =>
    inTransaction(db, (trx) =>
      postCommands(trx, { key: testKeys().signing, nowMs: epochMs(1_763_000_000_000), commands: [command] }),
    );
  return { db, post };
}

test('what was earned and brought along before can be leased, oldest first', async () => {
  const { db, post } = await olderLedger();
  await post({
    ...{ kind: 'GRANT', lease: asId<LeaseId>('lease-1'), owner: MEMBER, asset: 'points', amount: 120 },
    ...{ store: STORE, holder: { till: TILL, epoch: 1 }, today: TODAY, intent: null },
    expiresAtMs: epochMs(1_763_100_000_000),
  });
  const rows = await db
    .selectFrom('lot')
    .select(['id', 'account', 'remaining', 'active_on'])
    .orderBy('account')
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    { id: `${SALE}#1`, account: 'a:m-1', remaining: 20, active_on: '2023-11-14' },
    { id: 'opening:m-1#1', account: 'a:m-1', remaining: 0, active_on: '2001-09-09' },
    { id: `${SALE}#1`, account: 'l:lease-1', remaining: 20, active_on: '2023-11-14' },
    { id: 'opening:m-1#1', account: 'l:lease-1', remaining: 100, active_on: '2001-09-09' },
  ]);
  const grant = await db.selectFrom('lease').select('grant_document').executeTakeFirst();
  expect(JSON.parse(grant?.grant_document ?? '')).toMatchObject({
    amount: 120,
    lots: [{ amount: 100, endsAtMs: null }, { amount: 20 }],
  });
});

test('goods of a sale of before come back: what it earned is taken from the lot that it made', async () => {
  const { db, post } = await olderLedger();
  const clawback = { n: 1, effect: 'CLAWBACK', asset: 'points', amount: 30, ref: `${SALE}#1` } as const;
  await post({
    kind: 'ENTRY',
    via: 'chain',
    suspended: false,
    entry: {
      ...{
        id: RETURN,
        kind: 'RETURN',
        till: TILL,
        epoch: 1,
        store: STORE,
        member: MEMBER,
        parts: [clawback],
      },
      ...{ atMs: epochMs(1_763_000_000_000), businessDate: TODAY, terms: {} },
    },
  });
  const lots = await db.selectFrom('lot').select(['id', 'remaining']).orderBy('id').execute();
  expect(lots).toEqual([
    { id: `${SALE}#1`, remaining: 10 },
    { id: 'opening:m-1#1', remaining: 100 },
  ]);
  expect(await db.selectFrom('effect_undone').selectAll().execute()).toEqual([
    { effect_id: `${SALE}#1`, undone: 30 },
  ]);
  expect(await db.selectFrom('incident').selectAll().execute()).toEqual([]);
});

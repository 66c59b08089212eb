import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';

async function tradedShop(): Promise<TestHq> {
  const shop = await startTestHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  const [document] = await pullAllMembers(shop, till);
  for (let sales = 0; sales < 3; sales += 1)
    till.sale({ products: goodsOf('dairy', 4), member: document ? memberRow(document) : null });
  await pushEntries(shop.app, till);
  return shop;
}

test('PST-2 a ledger that nobody touched verifies', async () => {
  const shop = await tradedShop();
  const { records, transfers, findings } = await verifyLedger(shop.hq);
  expect({ records, transfers, findings }).toEqual({ records: 183, transfers: 186, findings: [] });
});

const crimes: readonly (readonly [name: string, crime: string, found: string])[] = [
  ['a balance is raised', 'UPDATE account SET balance = balance + 1', 'account a:'],
  ['a lot is raised', 'UPDATE lot SET amount = amount + 1, remaining = remaining + 1', 'lots a:'],
  [
    'a transfer is raised behind the triggers',
    'ALTER TABLE transfer DISABLE TRIGGER ALL; UPDATE transfer SET amount = amount + 1',
    'transfers ',
  ],
  [
    'a transfer is removed',
    'ALTER TABLE transfer DISABLE TRIGGER ALL; DELETE FROM transfer WHERE log_index = 183',
    'transfers',
  ],
  [
    'a record of the log is altered',
    `ALTER TABLE hq_log DISABLE TRIGGER ALL; UPDATE hq_log SET record = replace(record, 'posted', 'Posted')`,
    'altered',
  ],
  [
    'the end of the log is cut off',
    'ALTER TABLE hq_log DISABLE TRIGGER ALL; DELETE FROM hq_log WHERE log_index > 182',
    'the log ends without a signature',
  ],
  [
    'a record in the middle is removed',
    'ALTER TABLE hq_log DISABLE TRIGGER ALL; DELETE FROM hq_log WHERE log_index = 100',
    'does not follow',
  ],
  [
    'a signature is replaced',
    `ALTER TABLE hq_log DISABLE TRIGGER ALL;
     UPDATE hq_log SET sig = repeat('0', 128) WHERE sig IS NOT NULL`,
    'wrong signature',
  ],
  [
    'an entry is removed',
    'ALTER TABLE entry DISABLE TRIGGER ALL; DELETE FROM entry WHERE seq = 2',
    'entries and watermark differ',
  ],
];

test.each(crimes)('PST-4 it is found when %s', async (_name, crime, found) => {
  const shop = await tradedShop();
  await sql.raw(crime).execute(shop.hq.db);
  expect((await verifyLedger(shop.hq)).findings.join('\n')).toContain(found);
});

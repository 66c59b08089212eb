import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { appendLog, lockLog } from '../../../server/posting/hq-log.ts';
import { changesFacts } from '../../../server/posting/log-record.ts';
import { runOwn } from '../../../server/posting/run-own.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { NO_CHANGES } from '../../../shared/posting/book/changes.ts';
import { openSpentShop } from '../../support/hq/spent-shop.ts';
import { startTestHq } from '../../support/hq/test-hq.ts';

test('PST-2 a ledger that nobody touched verifies, whatever has happened in it', async () => {
  const { shop } = await openSpentShop();
  const { records, entries, findings, differences } = await verifyLedger(shop.hq);
  expect({ findings, differences }).toEqual({ findings: [], differences: 0 });
  expect({ records, entries }).toEqual({ records: 201, entries: 12 });
});

test('OPR-3 an empty ledger verifies', async () => {
  const { hq } = await startTestHq({ demo: false });
  expect(await verifyLedger(hq)).toMatchObject({ records: 0, entries: 0, findings: [] });
});

const behind = (table: string, crime: string): string =>
  `ALTER TABLE ${table} DISABLE TRIGGER ALL; ${crime}; ALTER TABLE ${table} ENABLE TRIGGER ALL`;

const crimes: readonly (readonly [name: string, crime: string, found: string])[] = [
  ['a balance is raised', 'UPDATE account SET balance = balance + 1 WHERE balance > 0', 'account a:'],
  ['a balance is removed', "DELETE FROM account WHERE kind = 'leased'", 'missing, but the log says'],
  [
    'a balance is invented',
    "UPDATE account SET asset = 'wallet' WHERE kind = 'leased'",
    'but the log says 0',
  ],
  ['a lot is raised', 'UPDATE lot SET amount = amount + 1, remaining = remaining + 1', 'lots a:'],
  ['a lot is removed', "DELETE FROM lot WHERE account LIKE 'l:%'", 'missing, but the log says'],
  ['a lot lives longer', "UPDATE lot SET last_day = '2099-12-31'", 'other terms'],
  ['a lot lies elsewhere', "UPDATE lot SET account = 'a:nobody' WHERE account LIKE 'l:%'", 'lots a:nobody'],
  [
    'a transfer is raised',
    behind('transfer', 'UPDATE transfer SET amount = amount + 1 WHERE log_index = 190'),
    'not as in log 190',
  ],
  [
    'a transfer names another lot',
    behind('transfer', "UPDATE transfer SET lot = 'x#1' WHERE log_index = 186 AND lot IS NOT NULL"),
    'not as in log 186',
  ],
  [
    'a transfer is removed',
    behind('transfer', 'DELETE FROM transfer WHERE log_index = 186'),
    'missing, but in log 186',
  ],
  [
    'a transfer is added',
    "INSERT INTO transfer VALUES (186, 'x#1', 1, 'h:issued', 'a:x', 'points', 5)",
    'x#1, leg 1: not in log 186',
  ],
  [
    'a transfer is added beyond the log',
    "INSERT INTO transfer VALUES (999, 'x#1', 1, 'h:issued', 'a:x', 'points', 5)",
    'log 999 is not there',
  ],
  [
    'a record of the log is altered',
    behind('hq_log', `UPDATE hq_log SET record = replace(record, 'posted', 'Posted')`),
    'altered',
  ],
  [
    'a record says another kind',
    behind('hq_log', `UPDATE hq_log SET kind = 'DUE' WHERE kind = 'ADJUST'`),
    'its columns are not those of its record',
  ],
  [
    'the end of the log is cut off',
    behind('hq_log', 'DELETE FROM hq_log WHERE log_index > 184'),
    'the log ends without a signature',
  ],
  [
    'a record in the middle is removed',
    behind('hq_log', 'DELETE FROM hq_log WHERE log_index = 100'),
    'does not follow',
  ],
  [
    'a signature is replaced',
    behind('hq_log', `UPDATE hq_log SET sig = repeat('0', 128) WHERE sig IS NOT NULL`),
    'wrong signature',
  ],
  ['an entry is removed', behind('entry', 'DELETE FROM entry WHERE seq = 2'), 'entries and watermark differ'],
  [
    'an entry’s head is altered',
    behind('entry', `UPDATE entry SET head = replace(head, '"c-ana"', '"c-ion"') WHERE seq = 3`),
    'entry 3: altered',
  ],
  ['an entry’s body is altered', `UPDATE entry SET body = body || ' ' WHERE seq = 3`, 'its body is altered'],
  [
    'an entry says another kind',
    behind('entry', `UPDATE entry SET kind = 'TICK' WHERE kind = 'RELEASE'`),
    'its columns are not those of its head',
  ],
  [
    'an entry’s signature is replaced',
    behind('entry', `UPDATE entry SET sig = repeat('0', 128)`),
    'wrong signature of its last entry',
  ],
  ['a watermark is set back', 'UPDATE chain SET wm = wm - 1 WHERE wm > 0', 'entries and watermark differ'],
  [
    'a chain has another head',
    "UPDATE chain SET head_hash = repeat('0', 64)",
    'its head is not its last entry',
  ],
  ['a chain’s time is moved', 'UPDATE chain SET last_at_ms = last_at_ms + 1', 'its time is not'],
  [
    'evidence is altered',
    `UPDATE fork_evidence SET head = replace(head, '"c-ana"', '"c-ion"')`,
    'evidence s-centru-3/1',
  ],
  ['evidence is removed', 'DELETE FROM fork_evidence', 'is not there'],
  [
    'a lease is opened again',
    "UPDATE lease SET state = 'ACTIVE' WHERE state = 'WRITTEN_OFF'",
    'ACTIVE, but the log says WRITTEN_OFF',
  ],
  ['a lease lives longer', 'UPDATE lease SET expires_at_ms = expires_at_ms + 1', 'not as in the log'],
  ['a lease has another holder', "UPDATE lease SET holder_till = 's-centru-3'", 'not as in the log'],
  ['a lease is removed', "DELETE FROM lease WHERE state = 'CLOSED'", 'missing'],
  ['an attempt is opened again', "UPDATE intent SET state = 'open' WHERE state = 'abandoned'", 'intent '],
  ['an attempt is removed', 'DELETE FROM intent', 'missing'],
  ['a spend is forgotten', 'DELETE FROM posted_effect', 'missing'],
  [
    'a spend is invented',
    `INSERT INTO posted_effect SELECT 'x#1', effect, entry_id, owner, asset, store_id, amount, intent, at_ms
     FROM posted_effect LIMIT 1`,
    'effects: ',
  ],
  ['a spend is made smaller', 'UPDATE posted_effect SET amount = 1', 'not as in the log'],
  ['what was taken back is forgotten', 'DELETE FROM effect_undone', 'what was taken back is missing'],
  ['more was taken back', 'UPDATE effect_undone SET undone = undone + 1', 'but the log says 1'],
  ['an incident is hushed up', 'DELETE FROM incident', 'incidents: 0, but the log says 1'],
  [
    'something that waits is settled in silence',
    'UPDATE quarantine SET resolved_at_ms = 1',
    'settled without a verdict',
  ],
  ['something that waits is removed', 'DELETE FROM quarantine', 'is missing'],
  [
    'a store’s policy is changed in silence',
    `UPDATE store SET lease_policy = NULL`,
    'its lease policy is not the one in the log',
  ],
];

test('OPR-3 it is found when somebody changes the tables behind HQ’s back', async () => {
  const { shop } = await openSpentShop();
  const missed: string[] = [];
  for (const [name, crime, found] of crimes) {
    const undo = new Error('undone');
    await shop.hq.db
      .transaction()
      .execute(async (trx) => {
        await sql.raw(crime).execute(trx);
        const { findings } = await verifyLedger({ ...shop.hq, db: trx });
        if (!findings.some((finding) => finding.includes(found)))
          missed.push(`${name}: ${findings.slice(0, 3).join('; ') || 'nothing was found'}`);
        throw undo;
      })
      .catch((cause: unknown) => {
        if (cause !== undo) throw new Error(`${name}: ${(cause as Error).message}`, { cause });
      });
  }
  expect(missed).toEqual([]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
}, 120_000);

test('OPR-3 a record that HQ has signed, but that the rules do not give, is found', async () => {
  const { shop, member } = await openSpentShop();
  const { db, keys, nowMs } = shop.hq;
  const command = {
    owner: member.id,
    asset: 'points',
    amount: 5,
    atMs: nowMs(),
    today: asBusinessDate('2025-11-20'),
  };
  const transfer = {
    ...{ effectId: 'gift:1#1' as const, leg: 1, debit: 'h:adjusted', credit: `a:${member.id}` },
    ...{ asset: 'points' as const, amount: 500, lot: 'gift:1#1' },
  };
  await db.transaction().execute(async (trx) => {
    const facts = { command, ...changesFacts({ ...NO_CHANGES, movements: [transfer] }) };
    const tip = await lockLog(trx, keys.signing);
    await appendLog(trx, {
      ...{ tip, key: keys.signing, atMs: nowMs() },
      records: [{ kind: 'ADJUST', ref: 'gift:1', facts }],
    });
  });
  expect((await verifyLedger(shop.hq)).findings.join('\n')).toContain(
    '(ADJUST gift:1): its movements are not what the rules give',
  );
});

test('OPR-3 differences are counted in full and listed up to a limit', async () => {
  const { shop } = await openSpentShop();
  await sql`UPDATE lot SET last_day = '2000-01-01', remaining = remaining - 1 WHERE remaining > 0`.execute(
    shop.hq.db,
  );
  const { findings, differences } = await verifyLedger(shop.hq);
  expect(findings).toHaveLength(100);
  expect(differences).toBeGreaterThan(170);
});

test('OPR-3 verifying sees one moment, whatever is posted meanwhile', async () => {
  const { shop, member } = await openSpentShop();
  let posted = false;
  const verified = await verifyLedger(shop.hq, async () => {
    if (posted) return;
    posted = true;
    await runOwn(shop.hq, {
      commands: [
        {
          ...{ kind: 'ADJUST', ref: 'adjust:meanwhile', owner: member.id, asset: 'wallet', amount: 3 },
          ...{ atMs: shop.hq.nowMs(), today: asBusinessDate('2025-11-20') },
        },
      ],
    });
  });
  expect(posted).toBe(true);
  expect(verified).toMatchObject({ records: 201, findings: [] });
});

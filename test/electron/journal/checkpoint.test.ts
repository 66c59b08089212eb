import { expect, test } from 'vitest';
import type { JournalPoint } from '../../../electron/journal/journal-limits.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import type { CheckpointBody } from '../../../shared/ledger/body.ts';
import { readStateDocument } from '../../../shared/shift/state-document.ts';
import { appended, fill } from '../../support/till/journal-filled.ts';
import { foundIn, newJournalPath, opened, tampered, tick } from '../../support/till/journal-of.ts';

const LIMITS = { limits: { checkpointEvery: 10 } };

test('SEG-1 every so many entries the journal itself appends what they fold to', () => {
  const journal = opened(newJournalPath(), LIMITS);
  appended(journal, { cashier: 'c-ana' as never, body: { kind: 'LOGIN', action: 'signIn' } });
  fill(journal, 24);
  expect(journal.tip().seq).toBe(27);
  const kinds = entryReader(journal)
    .page(0, 100)
    .entries.map(({ kind }) => kind);
  expect(kinds.flatMap((kind, index) => (kind === 'CHECKPOINT' ? index + 1 : []))).toEqual([11, 22]);
  const [checkpoint] = entryReader(journal).page(10, 1).entries;
  const body = checkpoint && entryReader(journal).byId(checkpoint.id)?.body;
  const state = readStateDocument((body as CheckpointBody).state);
  expect(state).toMatchObject({ cashier: 'c-ana', day: { LOGIN: { count: 1 }, TICK: { count: 9 } } });
});

test('SEG-1, JRN-5 a till opened from a checkpoint is the till that was closed', () => {
  const path = newJournalPath();
  const journal = opened(path, LIMITS);
  appended(journal, { cashier: 'c-ana' as never, body: { kind: 'LOGIN', action: 'signIn' } });
  appended(journal, { body: { kind: 'LOCKOUT', triedCashier: 'c-ion' as never } });
  fill(journal, 35);
  const { state, tip } = { state: journal.state(), tip: journal.tip() };
  journal.close();
  const again = opened(path, LIMITS);
  expect(again.state()).toEqual(state);
  expect(again.tip()).toEqual(tip);
  expect(state.day['CHECKPOINT']).toEqual({ count: 3, totalMinor: 0 });
});

test('SEG-1 the entry that makes a checkpoint due and the checkpoint are one transaction', () => {
  const reached: JournalPoint[] = [];
  const journal = opened(newJournalPath(), { ...LIMITS, onPoint: (point) => reached.push(point) });
  fill(journal, 9);
  reached.length = 0;
  fill(journal, 1);
  expect(reached).toEqual(['append.written', 'append.checkpointed', 'append.durable']);
  const before = journal.tip();
  fill(journal, 9);
  expect(() =>
    journal.append(tick(), () => {
      throw new Error('the printer’s table is broken');
    }),
  ).toThrow('broken');
  expect(journal.tip().seq).toBe(before.seq + 9);
  fill(journal, 1);
  expect(journal.tip().seq).toBe(before.seq + 11);
});

test.each([
  ['its signature', "UPDATE entry SET sig = '00' || substr(sig, 3) WHERE seq = 22"],
  ['its state', `UPDATE entry SET body = replace(body, '"TICK"', '"TOCK"') WHERE seq = 22`],
  ['an entry after it', `UPDATE entry SET body = '{}' WHERE seq = 25`],
])('SEG-2 opening refuses a spoiled last checkpoint: %s', (_what, sql) => {
  const path = newJournalPath();
  const journal = opened(path, LIMITS);
  fill(journal, 24);
  journal.close();
  tampered(path, sql);
  expect(foundIn(path, LIMITS)).toBe('JOURNAL-DAMAGED');
});

test.each([
  ['an entry before it', `UPDATE entry SET body = '{}' WHERE seq = 5`, 'body at 5'],
  ['a checkpoint before it', "UPDATE entry SET sig = sig || '0', hash = 'x' WHERE seq = 11", 'hash at 11'],
  ['an effect', 'UPDATE own_effect SET amount = amount + 1 WHERE seq = 3', 'effects at 3'],
  ['whose effect it is', "UPDATE own_effect SET member = 'm-9' WHERE seq = 3", 'effects at 3'],
  ['a log index', 'UPDATE acknowledgement SET log_index = 7 WHERE seq = 4', 'acknowledgement at 4'],
  ['an entry’s place in the projection', 'DELETE FROM change WHERE seq = 6', 'revision at 6'],
  ['the open basket', "UPDATE open_basket SET basket = '{}'", 'open_basket at 0'],
  [
    'a trigger',
    'CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT 1; END',
    'schema: entry_no_delete',
  ],
])('SEG-2 what opening does not look at is found while the till works: %s', (_what, sql, found) => {
  const path = newJournalPath();
  const journal = opened(path, LIMITS);
  const made = fill(journal, 24);
  const rows = made.slice(0, 8).map(({ entry }) => ({ id: entry.id, logIndex: entry.seq + 100 }));
  journal.acknowledge(rows, { logIndex: 120, timeMs: 1 as never, hqEpoch: 1, epochFromLogIndex: 0 });
  journal.db.exec(`INSERT INTO open_basket VALUES (1, 'b', '{"lines":[]}', 'of other text')`);
  journal.db.exec('DELETE FROM open_basket');
  journal.close();
  expect(foundIn(path, LIMITS)).toBe(null);
  if (sql.includes('open_basket')) tampered(path, `INSERT INTO open_basket VALUES (1, 'b', '{}', '')`);
  tampered(path, sql);
  expect(foundIn(path, LIMITS)).toContain(found);
});

test('SEG-2 a journal that proves damaged accepts nothing more, and says so', () => {
  const path = newJournalPath();
  const journal = opened(path, LIMITS);
  fill(journal, 24);
  journal.damaged({ seq: 3, what: 'body' });
  expect(journal.health()).toBe('damaged');
  expect(journal.append(tick())).toEqual({ ok: false, failure: { code: 'JOURNAL-DAMAGED' } });
  expect(journal.write(() => undefined)).toEqual({ ok: false, failure: { code: 'JOURNAL-DAMAGED' } });
});

test('SEG-2 a receipt that is not as it was written is not shown', () => {
  const path = newJournalPath();
  const first = opened(path, LIMITS);
  const made = fill(first, 24);
  first.close();
  tampered(path, `UPDATE entry SET body = '{"kind":"BOOT"}' WHERE seq = 2`);
  const journal = opened(path, LIMITS);
  expect(entryReader(journal).byId(made[1]?.entry.id as never)).toBeNull();
  expect(journal.health()).toBe('damaged');
});

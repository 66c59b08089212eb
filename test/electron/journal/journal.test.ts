import { expect, test } from 'vitest';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import {
  journalOptions,
  newJournalPath,
  ONE_HQ,
  opened,
  refused,
  tick,
} from '../../support/till/journal-of.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';

test('CHN-1, CHN-4 entries follow one another and chain time never runs backwards', () => {
  const journal = opened(newJournalPath());
  journal.append(tick());
  const back = journal.append(tick({ wallMs: epochMs(A_MORNING_MS - 86_400_000) }));
  if (!back.ok) throw new Error('the entry is appended');
  expect(back.value.entry).toMatchObject({ seq: 2, atMs: A_MORNING_MS, wallMs: A_MORNING_MS - 86_400_000 });
  expect(back.value.entry.prev).toBe(entryReader(journal).hashAt(1));
});

test('CHN-4 HQ’s last word carries chain time on, over a restart too', () => {
  const path = newJournalPath();
  const first = opened(path);
  const later = epochMs(A_MORNING_MS + 3_600_000);
  first.acknowledge([], { logIndex: 7, timeMs: later, ...ONE_HQ });
  first.acknowledge([], { logIndex: 5, timeMs: epochMs(1), ...ONE_HQ });
  first.close();
  const made = opened(path).append(tick());
  expect(made.ok && made.value.entry).toMatchObject({ atMs: later, hq: { logIndex: 7, timeMs: later } });
});

test.each([
  ['an entry is changed', "UPDATE entry SET body = '{}' WHERE seq = 1"],
  ['an entry is deleted', 'DELETE FROM entry WHERE seq = 2'],
  ['the last entry is deleted', 'DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)'],
  [
    'an entry is replaced by its number',
    "REPLACE INTO entry SELECT seq, 'x', kind, head, hash, sig, body FROM entry",
  ],
  [
    'an entry is replaced by its id',
    'REPLACE INTO entry SELECT seq + 2, id, kind, head, hash, sig, body FROM entry',
  ],
  ['a number is left out', "INSERT INTO entry SELECT 9, 'x', kind, head, hash, sig, body FROM entry LIMIT 1"],
  [
    'an upsert changes an entry',
    'INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT DO UPDATE SET sig = 0',
  ],
])('JRN-2 no statement gets through by which %s', (_what, sql) => {
  const path = newJournalPath();
  const journal = opened(path);
  journal.append(tick());
  journal.append(tick());
  const before = journal.db.prepare('SELECT * FROM entry').all();
  expect(() => journal.db.exec(sql)).toThrow(/an entry/);
  expect(journal.db.prepare('SELECT * FROM entry').all()).toEqual(before);
  journal.close();
  expect(refused(path)).toBe('opened');
});

test('JRN-1 what stands beside an entry is written with it or not at all', () => {
  const journal = opened(newJournalPath());
  const before = journal.tip();
  expect(() =>
    journal.append(tick(), () => {
      throw new Error('the printer’s table is broken');
    }),
  ).toThrow('broken');
  expect(journal.tip()).toEqual(before);
  expect(entryReader(journal).page(0, 10).entries).toEqual([]);
  expect(journal.append(tick()).ok).toBe(true);
});

test('JRN-5 a journal opened again is in the state in which it was closed', () => {
  const path = newJournalPath();
  const journal = opened(path);
  const cashier = asId<never>('c-ana');
  journal.append(tick({ cashier, body: { kind: 'LOGIN', action: 'signIn' } }));
  journal.append(tick({ body: { kind: 'LOCKOUT', triedCashier: asId('c-ion') } }));
  const { state, tip } = { state: journal.state(), tip: journal.tip() };
  journal.close();
  const again = opened(path);
  expect(again.state()).toEqual(state);
  expect(again.tip()).toEqual(tip);
  expect(state).toMatchObject({ cashier: 'c-ana', lockouts: { 'c-ion': { failures: 1 } } });
});

test('a journal is open once, in one process too', () => {
  const path = newJournalPath();
  const journal = opened(path);
  expect(refused(path)).toBe('JOURNAL-BUSY');
  journal.append(tick());
  journal.close();
  expect(refused(path)).toBe('opened');
});

test('the projection numbers entries and acknowledgements in the order of their commits', () => {
  const journal = opened(newJournalPath());
  const reader = entryReader(journal);
  const made = [1, 2, 3].map(() => journal.append(tick()));
  const ids = made.map((each) => (each.ok ? each.value.entry.id : ''));
  expect(reader.page(0, 2)).toMatchObject({ revision: 2, entries: [{ seq: 1 }, { seq: 2 }] });
  const word = { logIndex: 50, timeMs: epochMs(1), ...ONE_HQ };
  const acks = [ids[2], ids[0], 'unknown'].map((id, index) => ({ id: id ?? '', logIndex: 40 + index }));
  expect(journal.acknowledge(acks, word)).toEqual({ ok: true, value: 2 });
  expect(journal.acknowledge(acks, word)).toEqual({ ok: true, value: 0 });
  expect(reader.page(2, 100)).toMatchObject({
    revision: 5,
    entries: [
      { seq: 3, logIndex: 40 },
      { seq: 1, logIndex: 41 },
    ],
  });
  expect(reader.page(5, 100)).toEqual({ revision: 5, entries: [], oldest: { epoch: 1, seq: 1 } });
  expect(reader.page(99, 100)).toMatchObject({ revision: 5, entries: [] });
  expect(reader.firstUnacknowledged({ afterSeq: 0, uptoSeq: 3 })).toBe(2);
  expect(reader.unacknowledgedCount()).toBe(1);
});

test('the journal says what went wrong in its log, not to the window', () => {
  const logged: string[] = [];
  expect(openJournal(journalOptions('/nowhere/journal.sqlite', logged))).toEqual({
    ok: false,
    failure: { code: 'JOURNAL-DAMAGED' },
  });
  expect(logged.join()).toContain('the file is missing');
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Journal } from '../../../electron/journal/journal.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { spoolSchema } from '../../../electron/printer/spool-schema.ts';
import { dayCloses } from '../../../electron/shift/day-closes.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { acknowledgeAll, appended, everythingIn, fill } from '../../support/till/journal-filled.ts';
import { foundIn, newJournalPath, opened, refused, tampered, tick } from '../../support/till/journal-of.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';

const LIMITS = { limits: { checkpointEvery: 10, rollAtEntries: 30 } };
const A_MONTH_MS = 31 * 86_400_000;

/** A journal with so many full segments behind it; every entry is acknowledged but those of the live one. */
function rolled(path: string, times: number): Journal {
  for (let time = 0; time < times; time += 1) {
    const journal = opened(path, LIMITS);
    fill(journal, 32);
    acknowledgeAll(journal);
    expect(journal.rollIsDue()).toBe(true);
    journal.close();
  }
  return opened(path, LIMITS);
}
const segmentsOf = (path: string): readonly string[] => readdirSync(join(dirname(path), 'segments')).sort();

test('SEG-3 a segment that is full closes when the journal is opened again, and the chain goes on', () => {
  const path = newJournalPath();
  const journal = rolled(path, 2);
  expect(segmentsOf(path)).toEqual(['1-000001.sqlite', '1-000002.sqlite']);
  const reader = entryReader(journal);
  const live = reader.wire(journal.start.tip.seq + 1, 1).map(({ head }) => JSON.parse(head));
  expect(live).toMatchObject([{ kind: 'CHECKPOINT', prev: reader.hashAt(journal.start.tip.seq) }]);
  expect(journal.tip().seq).toBe(journal.start.tip.seq + 1);
  const { seq } = journal.tip();
  expect(appended(journal).entry.seq).toBe(seq + 1);
  journal.close();
  expect(foundIn(path, LIMITS)).toBeNull();
});

test('SEG-3, SEG-4 whatever is asked, it is the same over three files as in one', () => {
  const whole = newJournalPath();
  const journal = opened(whole, { limits: { checkpointEvery: 10 } });
  const divided = newJournalPath();
  let live = opened(divided, LIMITS);
  for (let n = 0; n < 70; n += 1) {
    const draft = tick({
      member: 'm-1' as never,
      parts: [{ n: 1, effect: 'EARN', asset: 'points', amount: n + 1 }],
    });
    if (n % 25 === 24) {
      acknowledgeAll(live);
      live.close();
      live = opened(divided, LIMITS);
    }
    for (const each of [journal, live]) each.append(draft);
  }
  expect(segmentsOf(divided)).toHaveLength(1);
  const { effects, entries } = everythingIn(live);
  const sales = (all: typeof entries) =>
    all.filter(({ kind }) => kind === 'TICK').map(({ id, parts }) => ({ id, parts }));
  expect(sales(entries)).toEqual(sales(everythingIn(journal).entries));
  expect(effects[0]?.map(({ amount }) => amount)).toEqual(Array.from({ length: 70 }, (_, n) => n + 1));
  expect(live.state().day['TICK']).toEqual(journal.state().day['TICK']);
});

test('JRN-3, SEG-4 a basket that was paid in a closed segment is known as paid, and its receipt can be read', () => {
  const path = newJournalPath();
  const first = opened(path, LIMITS);
  const paid = appended(first, {
    body: { kind: 'FISCAL', saleId: 's', state: 'sent', number: null, device: 'd' },
  });
  first.close();
  const entries = entryReader(rolled(path, 2));
  expect(entries.has(paid.entry.id)).toBe(true);
  expect(entries.byId(paid.entry.id)).toMatchObject({
    head: { seq: 1 },
    body: { saleId: 's' },
    hash: paid.hash,
  });
  expect(entries.has(tick().id)).toBe(false);
});

test('SEG-4 HQ may ask again from far back: the texts come over the ends of segments, in order', () => {
  const journal = rolled(newJournalPath(), 2);
  fill(journal, 3);
  const entries = entryReader(journal);
  const texts = entries.wire(1, 1_000).map(({ head }) => JSON.parse(head) as { seq: number });
  expect(texts.map(({ seq }) => seq)).toEqual(Array.from({ length: journal.tip().seq }, (_, n) => n + 1));
  expect(entries.wire(30, 8).map(({ head }) => (JSON.parse(head) as { seq: number }).seq)).toEqual([
    30, 31, 32, 33, 34, 35, 36, 37,
  ]);
  expect(entries.hashAt(35)).toBe((JSON.parse(entries.wire(36, 1)[0]?.head ?? '') as { prev: string }).prev);
});

test('SEG-4 the window pages through all of it, and a view that stood in a closed segment goes on', () => {
  const journal = rolled(newJournalPath(), 2);
  fill(journal, 3);
  const entries = entryReader(journal);
  const { seq } = journal.tip();
  for (const limit of [7, 50, 500]) {
    const seen = new Map<number, number | null>();
    for (let after = 0, last = limit; last === limit; ) {
      const page = entries.page(after, limit);
      for (const each of page.entries) seen.set(each.seq, each.logIndex);
      last = page.entries.length;
      after = page.revision;
    }
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: seq }, (_, n) => n + 1));
    expect([...seen.values()].filter((logIndex) => logIndex === null)).toHaveLength(4);
  }
  expect(entries.page(0, 1).oldest).toEqual({ epoch: 1, seq: 1 });
  expect(entries.page(entries.revision(), 10)).toMatchObject({ entries: [], revision: entries.revision() });
});

test('SEG-3 basket, print jobs, HQ’s word and the day’s beginning come along', () => {
  const path = newJournalPath();
  const spool = { ...LIMITS, moreSchemaSql: spoolSchema };
  const journal = opened(path, spool);
  fill(journal, 32);
  const closed = appended(journal, { body: { kind: 'DAY_CLOSE', count: 0, totalsByKind: [], uptoSeq: 3 } });
  journal.db.exec(`INSERT INTO day_answer VALUES (${closed.entry.seq}, '{}');
    INSERT INTO open_basket VALUES (1, 'b', '{}', 'x');
    INSERT INTO print_job (id, entry_id, kind, copy, receipt_number, state, created_at_ms, changed_at_ms)
      VALUES (7, '${closed.entry.id}', 'sale', 0, '1', 'unknown', 1, 1);`);
  acknowledgeAll(journal, { timeMs: A_MORNING_MS + 5 });
  const { state, revision } = { state: journal.state(), revision: entryReader(journal).revision() };
  journal.close();
  const next = opened(path, spool);
  expect(next.start).toMatchObject({ number: 2, lastDayClose: closed.entry.seq, afterRevision: revision });
  expect(next.hqWord().timeMs).toBe(A_MORNING_MS + 5);
  const day = { CHECKPOINT: { count: 1, totalMinor: 0 } };
  expect(next.state()).toEqual({ ...state, day, lastAtMs: A_MORNING_MS + 5 });
  expect(next.db.prepare('SELECT id FROM open_basket').get()).toEqual({ id: 'b' });
  expect(next.db.prepare('SELECT id, state FROM print_job').get()).toEqual({ id: 7, state: 'unknown' });
  next.db.exec(`INSERT INTO print_job (entry_id, kind, copy, receipt_number, state, created_at_ms, changed_at_ms)
    VALUES ('x', 'sale', 0, '1', 'queued', 1, 1)`);
  expect(next.db.prepare('SELECT max(id) AS id FROM print_job').get()).toEqual({ id: 8 });
  expect(entryReader(next).revision()).toBe(revision + 1);
});

test('DAY-1, SEG-3 a day that began in a closed segment is asked about from its beginning', () => {
  const path = newJournalPath();
  const journal = opened(path, LIMITS);
  fill(journal, 5);
  const first = appended(journal, { body: { kind: 'DAY_CLOSE', count: 0, totalsByKind: [], uptoSeq: 5 } });
  const days = dayCloses({ journal, entries: entryReader(journal) });
  const asked = days.unanswered();
  expect(asked?.seq).toBe(first.entry.seq);
  if (asked) days.keepAnswer(asked, { confirmed: true, differences: [] });
  fill(journal, 30);
  acknowledgeAll(journal);
  journal.close();
  const next = opened(path, LIMITS);
  expect(next.start.number).toBe(2);
  const uptoSeq = next.tip().seq;
  appended(next, { body: { kind: 'DAY_CLOSE', count: 0, totalsByKind: [], uptoSeq } });
  expect(dayCloses({ journal: next, entries: entryReader(next) }).unanswered()).toMatchObject({
    request: { fromSeq: first.entry.seq, uptoSeq },
  });
});

test.each([
  [
    'an entry waits for HQ',
    (journal: Journal) => acknowledgeAll(journal, { uptoSeq: journal.tip().seq - 1 }),
  ],
  [
    'a day waits for its answer',
    (journal: Journal) => {
      appended(journal, { body: { kind: 'DAY_CLOSE', count: 0, totalsByKind: [], uptoSeq: 3 } });
      acknowledgeAll(journal);
    },
  ],
])('SEG-3 a full segment stays while %s', (_what, leave) => {
  const path = newJournalPath();
  const journal = opened(path, LIMITS);
  fill(journal, 32);
  leave(journal);
  expect(journal.rollIsDue()).toBe(false);
  journal.close();
  expect(opened(path, LIMITS).start.number).toBe(1);
});

test('SEG-3 a segment that begins in an earlier month closes too; a clock that jumps to and fro closes no more', () => {
  const path = newJournalPath();
  const at = (wallMs: number): Journal => {
    const journal = opened(path);
    appended(journal, { wallMs: epochMs(wallMs) });
    acknowledgeAll(journal, { timeMs: 1 });
    return journal;
  };
  for (const wallMs of [A_MORNING_MS, A_MORNING_MS + A_MONTH_MS]) at(wallMs).close();
  const next = at(A_MORNING_MS);
  expect(next.start.number).toBe(2);
  next.close();
  for (const wallMs of [A_MORNING_MS + A_MONTH_MS, 1_000, A_MORNING_MS]) at(wallMs).close();
  expect(opened(path).start.number).toBe(2);
});

test('SEG-4 damage in a closed segment is reported; selling goes on, and what is spoiled is not shown', () => {
  const path = newJournalPath();
  const first = opened(path, LIMITS);
  const paid = appended(first);
  first.close();
  rolled(path, 1).close();
  tampered(join(dirname(path), 'segments', '1-000001.sqlite'), `UPDATE entry SET body = '{}' WHERE seq = 1`);
  expect(foundIn(path, LIMITS)).toBeNull();
  const journal = opened(path, LIMITS);
  expect(entryReader(journal).byId(paid.entry.id)).toBeNull();
  expect(journal.health()).toBe('ok');
  expect(journal.append(tick()).ok).toBe(true);
});

test('SEG-4 a closed segment that cannot be opened is left out', () => {
  const path = newJournalPath();
  const journal = rolled(path, 2);
  journal.close();
  const file = join(dirname(path), 'segments', '1-000001.sqlite');
  writeFileSync(file, readFileSync(file).fill(7));
  const again = opened(path, LIMITS);
  expect(entryReader(again).page(0, 500).oldest.seq).toBeGreaterThan(30);
  expect(again.append(tick()).ok).toBe(true);
  again.close();
  expect(existsSync(file)).toBe(true);
  expect(refused(path)).toBe('opened');
});

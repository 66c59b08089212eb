import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Journal } from '../../../electron/journal/journal.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { spoolSchema } from '../../../electron/printer/spool-schema.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { acknowledgeAll, fill } from '../../support/till/journal-filled.ts';
import {
  foundIn,
  journalOptions,
  newJournalPath,
  ONE_HQ,
  opened,
  verifyWholly,
} from '../../support/till/journal-of.ts';
import { A_MORNING_MS, manualTime } from '../../support/till/manual-time.ts';

const LIMITS = { checkpointEvery: 10, rollAtEntries: 30, keepClosedMs: 100 * 86_400_000 };
const DAYS_101_MS = 101 * 86_400_000;

/** Two closed segments and a live one; entry n has the log index n + 100. */
function threeFiles(path: string): Journal {
  for (let time = 0; time < 2; time += 1) {
    const journal = opened(path, { limits: LIMITS });
    fill(journal, 32);
    acknowledgeAll(journal);
    journal.close();
  }
  const journal = opened(path, { limits: LIMITS });
  fill(journal, 3);
  acknowledgeAll(journal);
  return journal;
}

test('SEG-6 an HQ restored from a backup takes back what it forgot, in closed segments too, and is asked again', () => {
  const path = newJournalPath();
  const journal = threeFiles(path);
  const entries = entryReader(journal);
  const { seq: lastSeq } = journal.tip();
  const revision = entries.revision();
  expect(entries.unacknowledgedCount()).toBe(0);
  expect(entries.firstUnacknowledged({ afterSeq: 0, uptoSeq: lastSeq })).toBeNull();
  const restored = { hqEpoch: 2, epochFromLogIndex: 150 };
  journal.acknowledge([], { logIndex: 150, timeMs: epochMs(A_MORNING_MS), ...restored });
  expect(journal.hqEpoch()).toBe(2);
  expect(journal.hqWord().logIndex).toBe(150);
  expect(entries.unacknowledgedCount()).toBe(lastSeq - 50);
  expect(entries.firstUnacknowledged({ afterSeq: 0, uptoSeq: lastSeq })).toBe(51);
  const changed = entries.page(revision, 500).entries;
  expect(changed.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
    Array.from({ length: lastSeq - 50 }, (_, n) => 51 + n),
  );
  expect(changed.every(({ logIndex }) => logIndex === null)).toBe(true);
  journal.close();
  const again = opened(path, { limits: LIMITS });
  expect(again.start.number).toBe(3);
  acknowledgeAll(again, restored);
  const learned = entryReader(again).page(0, 500).entries;
  expect(entryReader(again).unacknowledgedCount()).toBe(0);
  expect(learned.map(({ seq, logIndex }) => Number(logIndex) - seq)).toEqual(learned.map(() => 100));
  again.close();
  expect(foundIn(path, { limits: LIMITS })).toBeNull();
});

test('SEG-6 an answer of the HQ before, overtaken on the way, changes nothing', () => {
  const journal = opened(newJournalPath());
  const [first] = fill(journal, 3);
  journal.acknowledge([], { logIndex: 5, timeMs: epochMs(9), hqEpoch: 2, epochFromLogIndex: 5 });
  const late = { logIndex: 80, timeMs: epochMs(99), ...ONE_HQ };
  expect(journal.acknowledge([{ id: first?.entry.id ?? '', logIndex: 80 }], late)).toEqual({
    ok: true,
    value: 0,
  });
  expect(journal.hqWord()).toEqual({ logIndex: 5, timeMs: 9 });
  expect(entryReader(journal).unacknowledgedCount()).toBe(3);
});

test('SEG-6 a till that missed a restore forgets everything that it was told: how far that one went back it cannot know', () => {
  const journal = opened(newJournalPath());
  fill(journal, 5);
  acknowledgeAll(journal);
  journal.acknowledge([], { logIndex: 104, timeMs: epochMs(1), hqEpoch: 3, epochFromLogIndex: 104 });
  expect(entryReader(journal).unacknowledgedCount()).toBe(5);
});

test('SEG-6, BAL-1 effects in a closed segment count again while HQ has forgotten them', () => {
  const journal = threeFiles(newJournalPath());
  const entries = entryReader(journal);
  const all = entries.ownEffects('m-1' as never, 0).length;
  expect(entries.ownEffects('m-1' as never, 1_000)).toEqual([]);
  journal.acknowledge([], { logIndex: 0, timeMs: epochMs(1), hqEpoch: 2, epochFromLogIndex: 0 });
  expect(entries.ownEffects('m-1' as never, 1_000)).toHaveLength(all);
});

type Pruning = { readonly wallMs: number; readonly hqMs: number };

/** Opens the journal, hears HQ, verifies to the end; gives the segments that are left. */
function leftAfter(path: string, { wallMs, hqMs }: Pruning): readonly string[] {
  const logged: string[] = [];
  const time = manualTime(wallMs);
  const options = { ...journalOptions(path, logged, time), moreSchemaSql: spoolSchema, limits: LIMITS };
  const journal = opened(path, options);
  journal.acknowledge([], { logIndex: 0, timeMs: epochMs(hqMs), ...ONE_HQ });
  verifyWholly(journal, { time, logged });
  journal.close();
  const folder = join(dirname(path), 'segments');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const LATER_MS = A_MORNING_MS + DAYS_101_MS;

test('SEG-6 a closed segment goes when both clocks are past its time, and the view is told the oldest that is left', () => {
  const path = newJournalPath();
  const journal = threeFiles(path);
  const [first] = entryReader(journal).wire(1, 1);
  const { id } = JSON.parse(first?.head ?? '') as { id: string };
  const last = entryReader(journal).wire(journal.tip().seq, 1)[0];
  journal.db.exec(spoolSchema);
  const job = journal.db.prepare(`INSERT INTO print_job
    (entry_id, kind, copy, receipt_number, state, created_at_ms, changed_at_ms) VALUES (?, 'sale', 0, '1', 'sent', 1, 1)`);
  job.run(id);
  job.run((JSON.parse(last?.head ?? '') as { id: string }).id);
  journal.close();
  expect(leftAfter(path, { wallMs: LATER_MS, hqMs: A_MORNING_MS + 1 })).toHaveLength(2);
  expect(leftAfter(path, { wallMs: A_MORNING_MS, hqMs: LATER_MS })).toHaveLength(2);
  expect(leftAfter(path, { wallMs: LATER_MS, hqMs: LATER_MS })).toEqual([]);
  const pruned = opened(path, { limits: LIMITS });
  const { entries, oldest } = entryReader(pruned).page(0, 500);
  expect(oldest).toEqual({ epoch: 1, seq: entries[0]?.seq });
  expect(oldest.seq).toBe(pruned.start.tip.seq + 1);
  expect(entryReader(pruned).byId(id as never)).toBeNull();
  expect(pruned.db.prepare('SELECT count(*) AS count FROM print_job').get()).toEqual({ count: 1 });
  pruned.close();
  expect(foundIn(path, { limits: LIMITS })).toBeNull();
});

test('SEG-6 a segment of which HQ lacks an entry stays, whatever its age', () => {
  const path = newJournalPath();
  const journal = threeFiles(path);
  journal.acknowledge([], { logIndex: 101, timeMs: epochMs(1), hqEpoch: 2, epochFromLogIndex: 101 });
  journal.close();
  const left = opened(path, { limits: LIMITS });
  left.acknowledge([], { logIndex: 101, timeMs: epochMs(LATER_MS), hqEpoch: 2, epochFromLogIndex: 101 });
  left.close();
  expect(leftAfter(path, { wallMs: LATER_MS, hqMs: 1 })).toHaveLength(2);
});

test('SEG-2, SEG-6 nothing is deleted from a journal that has not proved sound', () => {
  const path = newJournalPath();
  const journal = threeFiles(path);
  journal.db.exec("UPDATE acknowledgement SET guard = 'x'");
  journal.close();
  expect(leftAfter(path, { wallMs: LATER_MS, hqMs: LATER_MS })).toHaveLength(2);
});

import { expect, test } from 'vitest';
import type { Journal } from '../../../electron/journal/journal.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { asId, type MemberId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { appended } from '../../support/till/journal-filled.ts';
import { newJournalPath, ONE_HQ, opened } from '../../support/till/journal-of.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';

const ANA = asId<MemberId>('m-ana');
const LIMITS = { rollAtEntries: 8 };

/** One entry of Ana's for each number, the amount being the entry's own. */
function earned(journal: Journal, count: number) {
  return Array.from({ length: count }, () => {
    const amount = journal.tip().seq + 1;
    const parts = [{ n: 1, effect: 'EARN', asset: 'points', amount }] as const;
    return appended(journal, { member: ANA, parts }).entry;
  });
}

/** HQ says of these that they stand at a hundred and their number in its log. */
function acknowledge(journal: Journal, entries: readonly { readonly id: string; readonly seq: number }[]) {
  const rows = entries.map(({ id, seq }) => ({ id: asId<never>(id), logIndex: 100 + seq }));
  const logIndex = Math.max(journal.hqWord().logIndex, ...rows.map((row) => row.logIndex));
  const kept = journal.acknowledge(rows, { logIndex, timeMs: epochMs(A_MORNING_MS), ...ONE_HQ });
  if (!kept.ok) throw new Error(kept.failure.code);
}

const amounts = (journal: Journal, asOf: number): readonly number[] =>
  entryReader(journal)
    .ownEffects(ANA, asOf)
    .map(({ amount }) => amount);

test('BAL-1 what HQ’s row contains is not told again, what it does not is told oldest first', () => {
  const journal = opened(newJournalPath());
  const entries = earned(journal, 6);
  expect(amounts(journal, 0)).toEqual([1, 2, 3, 4, 5, 6]);
  acknowledge(journal, entries.slice(0, 4));
  expect(amounts(journal, 0)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(amounts(journal, 102)).toEqual([3, 4, 5, 6]);
  expect(amounts(journal, 104)).toEqual([5, 6]);
  acknowledge(journal, entries);
  expect(amounts(journal, 106)).toEqual([]);
});

test('BAL-1 an entry that waits for HQ behind others that it has taken is told', () => {
  const journal = opened(newJournalPath());
  const entries = earned(journal, 6);
  acknowledge(
    journal,
    entries.filter(({ seq }) => seq !== 2),
  );
  expect(amounts(journal, 106)).toEqual([2]);
  expect(amounts(journal, 104)).toEqual([2, 5, 6]);
});

test('BAL-1 what stands in a closed segment counts until HQ’s row contains it', () => {
  const path = newJournalPath();
  const first = opened(path, { limits: LIMITS });
  acknowledge(first, earned(first, 9));
  first.close();
  const journal = opened(path, { limits: LIMITS });
  expect(journal.start.number).toBe(2);
  const [next] = earned(journal, 1);
  expect(amounts(journal, 107)).toEqual([8, 9, next?.seq]);
  expect(amounts(journal, 109)).toEqual([next?.seq]);
});

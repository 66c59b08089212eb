import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { journalPlaces } from '../../../electron/journal/journal-files.ts';
import { openTipMemory, readTipMemory } from '../../../electron/journal/tip-memory.ts';
import { createLog } from '../../../electron/log/log.ts';
import { fill } from '../../support/till/journal-filled.ts';
import { foundIn, newJournalPath, opened } from '../../support/till/journal-of.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';

/** The files as a power cut leaves them; `walBytes` of the write-ahead log are on the disk. */
function cutAt(path: string, walBytes: (length: number) => number): string {
  const copy = join(tempFolder(), 'journal.sqlite');
  copyFileSync(path, copy);
  const wal = readFileSync(`${path}-wal`);
  writeFileSync(`${copy}-wal`, wal.subarray(0, walBytes(wal.length)));
  copyFileSync(journalPlaces(path).tip, journalPlaces(copy).tip);
  return copy;
}

test('SEG-9 a write-ahead log that lost entries which were durable is damage, not a shorter chain', () => {
  const path = newJournalPath();
  const journal = opened(path);
  fill(journal, 5);
  expect(foundIn(cutAt(path, (length) => length))).toBeNull();
  expect(foundIn(cutAt(path, (length) => length - 100))).toBe('JOURNAL-DAMAGED');
});

test('SEG-9 a journal set back to an earlier copy of its file is damage', () => {
  const path = newJournalPath();
  const journal = opened(path);
  fill(journal, 5);
  journal.close();
  const earlier = readFileSync(path);
  const again = opened(path);
  fill(again, 3);
  again.close();
  writeFileSync(path, earlier);
  expect(foundIn(path)).toBe('JOURNAL-DAMAGED');
});

test('SEG-9 a memory that is older, gone or spoiled says nothing', () => {
  const path = newJournalPath();
  const { tip } = journalPlaces(path);
  const journal = opened(path);
  fill(journal, 5);
  const older = readFileSync(tip);
  fill(journal, 1);
  journal.close();
  for (const text of [older, Buffer.from(''), Buffer.alloc(1024, 7)]) {
    writeFileSync(tip, text);
    expect(foundIn(path)).toBeNull();
  }
});

test('SEG-9 one slot spoiled leaves the other', () => {
  const path = join(tempFolder(), 'journal.tip');
  const memory = openTipMemory(
    path,
    createLog(() => undefined),
  );
  for (const seq of [1, 2, 3])
    memory.remember({ till: 't-1' as never, epoch: 1, seq, hash: String(seq).repeat(64) });
  memory.close();
  expect(readTipMemory(path)).toMatchObject({ seq: 3 });
  const bytes = readFileSync(path);
  bytes[30] = 0;
  writeFileSync(path, bytes);
  expect(readTipMemory(path)).toMatchObject({ seq: 2 });
});

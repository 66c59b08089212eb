/** JRN-4: whatever is wrong with the file, nothing is added to it, and its bytes stay as they were found. */
import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import {
  closeQuietly,
  foundIn,
  journalOptions,
  newJournalPath,
  opened,
  tampered,
  tick,
} from '../../support/till/journal-of.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';

const ENTRIES = 40;

function filledJournal(): string {
  const path = newJournalPath();
  const journal = opened(path);
  for (let n = 0; n < ENTRIES; n += 1) journal.append(tick());
  journal.close();
  return path;
}

function expectRefusedUntouched(path: string, what: string): void {
  const before = readFileSync(path);
  const logged: string[] = [];
  const journal = openJournal(journalOptions(path, logged));
  if (journal.ok) closeQuietly(journal.value);
  expect(journal.ok ? 'opened' : journal.failure.code).toBe('JOURNAL-DAMAGED');
  expect(logged.join('\n')).toContain(what);
  expect(readFileSync(path).equals(before)).toBe(true);
}

test.each([
  ['a head', "UPDATE entry SET head = replace(head, 'TICK', 'BOOT') WHERE seq = 20", 'hash at 20'],
  ['a head and its hash', "UPDATE entry SET hash = '00' || substr(hash, 3) WHERE seq = 40", 'hash at 40'],
  ['a body', `UPDATE entry SET body = '{"kind":"BOOT"}' WHERE seq = 7`, 'body at 7'],
  ['the number beside an entry', 'UPDATE entry SET seq = 41 WHERE seq = 40', 'row at 41'],
  ['the id beside an entry', "UPDATE entry SET id = 'x' WHERE seq = 3", 'row at 3'],
  ['the last signature', "UPDATE entry SET sig = '00' || substr(sig, 3) WHERE seq = 40", 'signature at 40'],
  [
    'an entry in the middle, taken out',
    'DELETE FROM acknowledgement; DELETE FROM entry WHERE seq = 20',
    'gap at 21',
  ],
  [
    'the last entry, taken out',
    'PRAGMA foreign_keys = OFF; DELETE FROM entry WHERE seq = 40',
    'missing at 40',
  ],
  ['whose file it is', "UPDATE owner SET till = 't-2'", 'not of this till'],
  ['the epoch', 'UPDATE owner SET epoch = 2', 'not of this till'],
])('a journal in which somebody changed %s', (_what, sql, found) => {
  const path = filledJournal();
  tampered(path, `PRAGMA foreign_keys = OFF; ${sql}`);
  expectRefusedUntouched(path, found);
});

test.each([0.1, 0.3, 0.5, 0.7, 0.9])('JRN-4 a disk that spoiled a page at %d of the file', (at) => {
  const path = filledJournal();
  const bytes = readFileSync(path);
  const from = Math.floor((bytes.length / 4096) * at) * 4096;
  bytes.fill(0xa5, from, from + 4096);
  writeFileSync(path, bytes);
  expect(foundIn(path)).toMatch(/JOURNAL-DAMAGED|journal.damaged/);
});

test('a file cut short', () => {
  const path = filledJournal();
  truncateSync(path, 4096 * 3);
  expectRefusedUntouched(path, 'journal.refused');
});

test('another program’s file', () => {
  const path = join(tempFolder(), 'journal.sqlite');
  writeFileSync(path, 'Not a database. '.repeat(1000));
  expectRefusedUntouched(path, 'journal.refused');
});

test('a journal whose latest entries are still in the write-ahead log is whole', () => {
  const path = newJournalPath();
  const journal = opened(path);
  for (let n = 0; n < 5; n += 1) journal.append(tick());
  const copy = join(tempFolder(), 'journal.sqlite');
  copyFileSync(path, copy);
  copyFileSync(`${path}-wal`, `${copy}-wal`);
  expect(existsSync(`${copy}-wal`)).toBe(true);
  expect(opened(copy).tip().seq).toBe(5);
});

test('a write-ahead log cut in the middle of an entry loses that entry and no other', () => {
  const path = newJournalPath();
  const journal = opened(path);
  for (let n = 0; n < 5; n += 1) journal.append(tick());
  const copy = join(tempFolder(), 'journal.sqlite');
  copyFileSync(path, copy);
  const wal = readFileSync(`${path}-wal`);
  writeFileSync(`${copy}-wal`, wal.subarray(0, wal.length - 100));
  const reopened = opened(copy);
  expect(reopened.tip().seq).toBe(4);
  expect(reopened.append(tick()).ok).toBe(true);
});

test('an enrolled till without its file does not begin a second history', () => {
  const path = filledJournal();
  rmSync(path);
  const journal = openJournal(journalOptions(path));
  expect(journal).toMatchObject({ failure: { code: 'JOURNAL-DAMAGED' } });
  expect(existsSync(path)).toBe(false);
});

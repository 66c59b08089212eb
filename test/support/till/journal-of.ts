/** A journal alone, with a key of the test's own. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { newEntryId } from '../../../electron/clock/moment.ts';
import type { Journal } from '../../../electron/journal/journal.ts';
import type { EntryDraft } from '../../../electron/journal/make-entry.ts';
import { type JournalOptions, makeJournalFile, openJournal } from '../../../electron/journal/open-journal.ts';
import { VERIFY_AFTER_MS } from '../../../electron/journal/verify/in-background.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { createLog } from '../../../electron/log/log.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { TEST_KEY_SEED } from './journal-key.ts';
import { A_MORNING_MS, type ManualTime, manualTime } from './manual-time.ts';
import { tempFolder } from './temp-folder.ts';

export const JOURNAL_KEY = signingKey(TEST_KEY_SEED);
export const JOURNAL_OWNER = { till: asId<never>('t-1'), epoch: 1, publicKey: JOURNAL_KEY.publicKey };

const BESIDE = 'CREATE TABLE IF NOT EXISTS beside (seq INTEGER PRIMARY KEY) STRICT;';

export function journalOptions(path: string, logged: string[] = [], time: ManualTime = manualTime()) {
  return {
    path,
    owner: JOURNAL_OWNER,
    key: JOURNAL_KEY,
    moreSchemaSql: BESIDE,
    clock: time.clock,
    timers: time.timers,
    log: createLog((line) => logged.push(line)),
    onChange: () => undefined,
  } satisfies JournalOptions;
}

/** With a table of somebody else's beside the entries, unless told otherwise. */
export function newJournalPath(moreSchemaSql = BESIDE): string {
  const path = join(tempFolder(), 'journal.sqlite');
  makeJournalFile({ ...journalOptions(path), moreSchemaSql });
  return path;
}

export function opened(path: string, changes: Partial<JournalOptions> = {}): Journal {
  const journal = openJournal({ ...journalOptions(path), ...changes });
  if (!journal.ok) throw new Error(journal.failure.code);
  onTestFinished(() => closeQuietly(journal.value));
  return journal.value;
}

/** Opens a journal and lets it verify all of its files. Gives what is wrong, or null; closes it where nothing is. */
export function foundIn(path: string, changes: Partial<JournalOptions> = {}): string | null {
  const logged: string[] = [];
  const time = manualTime();
  const journal = openJournal({ ...journalOptions(path, logged, time), ...changes });
  if (!journal.ok) return journal.failure.code;
  verifyWholly(journal.value, { time, logged });
  const { health } = journal.value;
  closeQuietly(journal.value);
  return health() === 'ok' ? null : (logged.find((line) => line.includes('journal.damaged')) ?? health());
}

export function verifyWholly(
  journal: Journal,
  { time, logged }: { time: ManualTime; logged: string[] },
): void {
  while (journal.health() === 'ok' && !logged.some((line) => line.includes('journal.verified'))) {
    if (logged.some((line) => line.includes('journal.notVerified'))) throw new Error(logged.join('\n'));
    time.pass(VERIFY_AFTER_MS);
  }
}

export function refused(path: string): string {
  const journal: Result<Journal> = openJournal(journalOptions(path));
  if (!journal.ok) return journal.failure.code;
  journal.value.close();
  return 'opened';
}

export const tick = (changes: Partial<EntryDraft> = {}): EntryDraft => ({
  id: newEntryId(epochMs(A_MORNING_MS), (count) => new Uint8Array(randomBytes(count))),
  body: { kind: 'TICK' },
  shift: null,
  cashier: null,
  wallMs: epochMs(A_MORNING_MS),
  businessDate: asBusinessDate('2026-11-22'),
  ...changes,
});

/** Somebody changes a journal's file with a tool of their own. */
export function tampered(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of guards) db.exec(`DROP TRIGGER ${String(name)}`);
  db.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  for (const { name, sql: text } of guards)
    if (!sql.includes(`TRIGGER ${String(name)} `)) db.exec(String(text));
  db.close();
}

/** An HQ that was never restored. */
export const ONE_HQ = { hqEpoch: 1, epochFromLogIndex: 0 };

/** Some tests close a journal themselves. */
export function closeQuietly(journal: Journal): void {
  try {
    journal.close();
  } catch {
    // Closed already.
  }
}

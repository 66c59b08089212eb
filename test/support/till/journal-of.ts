/** A journal alone, with a key of the test's own. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { newEntryId } from '../../../electron/clock/moment.ts';
import type { Journal } from '../../../electron/journal/journal.ts';
import type { EntryDraft } from '../../../electron/journal/make-entry.ts';
import { type JournalOptions, makeJournalFile, openJournal } from '../../../electron/journal/open-journal.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { createLog } from '../../../electron/log/log.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { TEST_KEY_SEED } from './journal-key.ts';
import { A_MORNING_MS, manualTime } from './manual-time.ts';
import { tempFolder } from './temp-folder.ts';

export const JOURNAL_KEY = signingKey(TEST_KEY_SEED);
export const JOURNAL_OWNER = { till: asId<never>('t-1'), epoch: 1, publicKey: JOURNAL_KEY.publicKey };

export function journalOptions(path: string, logged: string[] = []): JournalOptions {
  return {
    path,
    owner: JOURNAL_OWNER,
    key: JOURNAL_KEY,
    moreSchemaSql: 'CREATE TABLE IF NOT EXISTS beside (seq INTEGER PRIMARY KEY) STRICT;',
    clock: manualTime().clock,
    log: createLog((line) => logged.push(line)),
    onChange: () => undefined,
  };
}

export function newJournalPath(): string {
  const path = join(tempFolder(), 'journal.sqlite');
  makeJournalFile(journalOptions(path));
  return path;
}

export function opened(path: string): Journal {
  const journal = openJournal(journalOptions(path));
  if (!journal.ok) throw new Error(journal.failure.code);
  onTestFinished(() => closeQuietly(journal.value));
  return journal.value;
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

/** Some tests close a journal themselves. */
export function closeQuietly(journal: Journal): void {
  try {
    journal.close();
  } catch {
    // Closed already.
  }
}

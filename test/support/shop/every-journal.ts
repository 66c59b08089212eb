/** All that a till keeps of its histories: the live file, closed segments and what was set aside. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type JournalEntry, readJournal } from '../../e2e/demo/read-journal.ts';

const SEGMENT = /^\d+-\d+\.sqlite$/;

/** Entries of every file below these folders, each once, whatever epoch or history they are of. */
export function everyEntry(...folders: readonly string[]): readonly JournalEntry[] {
  const entries = folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => basename(path) === 'journal.sqlite' || SEGMENT.test(basename(path)))
    .flatMap((path) => readJournal(path));
  return [...new Map(entries.map((entry) => [entry.hash, entry])).values()];
}

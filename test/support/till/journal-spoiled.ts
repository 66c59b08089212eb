/**
 * A till's files after a crash, spoiled at one place after another: bytes flipped, a page overwritten, a file cut. What
 * comes back must be refused, or found in the background, or be what was written; never silently anything else.
 */
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { rowGuard } from '../../../electron/journal/row-guard.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { acknowledgeAll, everythingIn, fill } from './journal-filled.ts';
import { closeQuietly, journalOptions, newJournalPath, ONE_HQ, opened, verifyWholly } from './journal-of.ts';
import { manualTime } from './manual-time.ts';
import { tempFolder } from './temp-folder.ts';

const LIMITS = { checkpointEvery: 10, rollAtEntries: 40 };
const FILES = ['journal.sqlite', 'journal.sqlite-wal', 'journal.tip', 'segments/1-000001.sqlite'] as const;
const PAGE = 4096;
const JOURNAL = 'journal.sqlite';

export type Spoiled = {
  places: number;
  refused: number;
  found: number;
  unharmed: number;
  /** Places after which something else was read than had been written. Must stay empty. */
  wrong: string[];
};

/** Files as `kill -9` leaves them: a closed segment, a live one, and a log with commits that are in no file yet. */
function crashedTill(): string {
  const path = newJournalPath();
  const first = opened(path, { limits: LIMITS });
  fill(first, 40);
  acknowledgeAll(first);
  first.close();
  const folded = opened(path, { limits: LIMITS });
  fill(folded, 15);
  folded.close();
  const journal = opened(path, { limits: LIMITS });
  journal.acknowledge([], { logIndex: 140, timeMs: epochMs(5), ...ONE_HQ });
  fill(journal, 6);
  acknowledgeAll(journal, { uptoSeq: journal.tip().seq - 3 });
  const text = '{"lines":[{"n":1,"code":"4840000000017"}]}';
  journal.db.prepare('INSERT INTO open_basket VALUES (1, ?, ?, ?)').run('b', text, rowGuard('b', text));
  fill(journal, 6);
  const copy = tempFolder();
  mkdirSync(join(copy, 'segments'));
  for (const name of FILES) copyFileSync(join(dirname(path), name), join(copy, name));
  return copy;
}

export function spoilAgainAndAgain(count: number, random: () => number): Spoiled {
  const original = crashedTill();
  const sum: Spoiled = { places: 0, refused: 0, found: 0, unharmed: 0, wrong: [] };
  const work = join(tempFolder(), 'work');
  const expected = readBack(original, work).everything;
  for (let place = 0; place < count; place += 1) {
    const { what, outcome } = spoiledOnce({ original, work, expected, random });
    sum.places += 1;
    if (outcome === 'wrong') sum.wrong.push(what);
    else sum[outcome] += 1;
  }
  return sum;
}

type Outcome = 'refused' | 'found' | 'unharmed' | 'wrong';
type Once = {
  readonly original: string;
  readonly work: string;
  readonly expected: unknown;
  readonly random: () => number;
};

function spoiledOnce({ original, work, expected, random }: Once): { what: string; outcome: Outcome } {
  const below = (limit: number): number => Math.floor(random() * limit);
  const name = FILES[[0, 0, 0, 0, 1, 1, 1, 2, 3, 3][below(10)] ?? 0] ?? JOURNAL;
  let what = name as string;
  const { outcome, everything } = readBack(original, work, () => {
    const path = join(work, name);
    const bytes = readFileSync(path);
    const at = below(bytes.length);
    const way = below(10);
    if (way === 0) {
      what += ` cut to ${at}`;
      return writeFileSync(path, bytes.subarray(0, at));
    }
    if (way === 1) {
      what += ` page at ${at} overwritten`;
      bytes.fill(below(256), at - (at % PAGE), Math.min(bytes.length, at - (at % PAGE) + PAGE));
    } else {
      what += ` byte ${at} flipped`;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    }
    return writeFileSync(path, bytes);
  });
  if (outcome !== 'unharmed') return { what, outcome };
  return { what, outcome: isDeepStrictEqual(everything, expected) ? 'unharmed' : 'wrong' };
}

/** Opens a copy of the files, lets it verify all of them, and reads everything back. */
function readBack(original: string, work: string, spoil: () => void = () => undefined) {
  rmSync(work, { recursive: true, force: true });
  cpSync(original, work, { recursive: true });
  spoil();
  const logged: string[] = [];
  const time = manualTime();
  const journal = openJournal({
    ...journalOptions(join(work, JOURNAL), logged, time),
    limits: { ...LIMITS, rollAtEntries: 1_000 },
  });
  if (!journal.ok) return { outcome: 'refused', everything: null } as const;
  try {
    verifyWholly(journal.value, { time, logged });
    const isFound = journal.value.health() !== 'ok' || logged.some((line) => line.includes('segment.'));
    if (isFound) return { outcome: 'found', everything: null } as const;
    return { outcome: 'unharmed', everything: everythingIn(journal.value) } as const;
  } finally {
    closeQuietly(journal.value);
  }
}

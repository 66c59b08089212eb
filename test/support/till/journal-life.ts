/** Kills a process that lives a journal's life, and counts what is left. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { Journal } from '../../../electron/journal/journal.ts';
import type { JournalPoint } from '../../../electron/journal/journal-limits.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import type { EntryView } from '../../../shared/ipc/views.ts';
import type { EntryId } from '../../../shared/kernel/ids.ts';
import { foundIn, opened } from './journal-of.ts';

export const WRITER_LIMITS = { checkpointEvery: 10, rollAtEntries: 40, keepClosedMs: 100 * 86_400_000 };

export const POINTS: readonly JournalPoint[] = [
  'append.written',
  'append.checkpointed',
  'append.durable',
  'roll.liveClosed',
  'roll.nextMade',
  'roll.liveMoved',
  'roll.nextMoved',
  'verify.slice',
  'prune.rows',
  'prune.file',
];

/** Where it is to die: at a point of its own, or so long after its first durable entry. */
export type Death = { readonly point: JournalPoint; readonly times: number } | { readonly afterMs: number };

type Told = { readonly seq: number; readonly id: EntryId };

const WRITER = join(import.meta.dirname, 'journal-writer.ts');

/** Entries that the process said were durable before it died. */
async function liveAndDie(path: string, death: Death): Promise<readonly Told[]> {
  const plan = 'point' in death ? [JSON.stringify(death)] : [];
  const child = spawn(process.execPath, [WRITER, path, ...plan], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const told: Told[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    if (told.length === 0 && 'afterMs' in death) void delay(death.afterMs).then(() => child.kill('SIGKILL'));
    const [seq, id] = text.split(' ');
    told.push({ seq: Number(seq), id: id as EntryId });
  }
  expect(await ended, `the end of a life that was to end ${JSON.stringify(death)}`).toBe('SIGKILL');
  return told;
}

export type Killed = {
  kills: number;
  acknowledged: number;
  lost: number;
  doubled: number;
  /** Durable, but the process died before it could say so. */
  unheard: number;
  closedSegments: number;
  deletedEntries: number;
};

/** One journal through many deaths. After each it opens, verifies wholly, and holds what it said it held. */
export async function killAgainAndAgain(path: string, deaths: readonly Death[]): Promise<Killed> {
  const sum: Killed = {
    kills: 0,
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    unheard: 0,
    closedSegments: 0,
    deletedEntries: 0,
  };
  let before = 0;
  for (const death of deaths) {
    const told = await liveAndDie(path, death);
    expect(foundIn(path, OPTIONS)).toBeNull();
    const journal = opened(path, OPTIONS);
    const reader = entryReader(journal);
    const { entries, oldest } = reader.page(0, 1_000_000);
    const { seq: lastSeq } = journal.tip();
    const kept = new Map(entries.map(({ seq, id }) => [seq, id]));
    expectBeside(journal, entries);
    sum.kills += 1;
    sum.acknowledged += told.length;
    sum.lost += told.filter(({ seq, id }) => seq >= oldest.seq && kept.get(seq) !== id).length;
    sum.doubled += entries.length - new Set(entries.map(({ id }) => id)).size;
    sum.doubled += entries.length - (lastSeq - oldest.seq + 1);
    sum.unheard += Math.max(0, lastSeq - (told.at(-1)?.seq ?? before));
    sum.closedSegments = Math.max(sum.closedSegments, journal.start.number - 1);
    sum.deletedEntries = oldest.seq - 1;
    before = lastSeq;
    journal.close();
  }
  return sum;
}

/** Every entry has its row; where a segment was about to go, its rows have gone before it. */
function expectBeside(journal: Journal, entries: readonly EntryView[]): void {
  const beside = journal.db.prepare('SELECT count(*) AS count, min(seq) AS firstSeq FROM beside').get();
  const firstSeq = (beside?.['firstSeq'] as number | null) ?? Number.MAX_SAFE_INTEGER;
  const ticks = entries.filter(({ kind, seq }) => kind === 'TICK' && seq >= firstSeq);
  expect(beside?.['count']).toBe(ticks.length);
  const liveTicks = entries.filter(({ kind, seq }) => kind === 'TICK' && seq > journal.start.tip.seq);
  expect(liveTicks.every(({ seq }) => seq >= firstSeq)).toBe(true);
}

const OPTIONS = {
  limits: { ...WRITER_LIMITS, rollAtEntries: 1_000_000 },
  moreSchemaSql: 'CREATE TABLE IF NOT EXISTS beside (entry_id TEXT PRIMARY KEY, seq INTEGER) STRICT;',
};

/**
 * SEG-3: a segment is closed when it is long enough, or begins in an earlier month, and nothing in it waits for HQ any
 * more. Months are told by chain time, which never runs backwards: no wrong clock closes segment after segment.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { ChainTip } from '../../../shared/ledger/chain.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import type { TillState } from '../../../shared/shift/till-state.ts';
import type { JournalLimits } from '../journal-limits.ts';
import type { FileStart } from '../verify/file-start.ts';

export type RollFacts = {
  readonly tip: ChainTip;
  readonly state: TillState;
  readonly start: FileStart;
  readonly limits: JournalLimits;
};

export function rollIsDue(db: DatabaseSync, { tip, state, start, limits }: RollFacts): boolean {
  const entries = tip.seq - start.tip.seq;
  if (state.sealed || entries < 2) return false;
  if (entries < limits.rollAtEntries && monthOf(tip.atMs) === monthOf(firstAtMs(db))) return false;
  return allAcknowledged(db, entries) && allDaysAnswered(db);
}

const monthOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 7);

function firstAtMs(db: DatabaseSync): number {
  const row = db.prepare('SELECT head FROM entry ORDER BY seq LIMIT 1').get();
  return (JSON.parse(row?.['head'] as string) as EntryHead).atMs;
}

const allAcknowledged = (db: DatabaseSync, entries: number): boolean =>
  db.prepare('SELECT count(*) AS count FROM acknowledgement').get()?.['count'] === entries;

const allDaysAnswered = (db: DatabaseSync): boolean =>
  db
    .prepare(
      `SELECT 1 FROM entry WHERE kind = 'DAY_CLOSE' AND seq NOT IN (SELECT seq FROM day_answer) LIMIT 1`,
    )
    .get() === undefined;

/** Where a file's first entry stands: behind the genesis of its epoch, or behind the last entry of the segment before. */
import type { DatabaseSync } from 'node:sqlite';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { ChainTip } from '../../../shared/ledger/chain.ts';
import { type ChainOwner, genesisTip } from '../verify-chain.ts';

export const FIRST_SEGMENT = 1;

export type FileStart = {
  readonly number: number;
  readonly tip: ChainTip;
  /** The last DAY_CLOSE of the segments before; 0 for none. */
  readonly lastDayClose: number;
  readonly afterRevision: number;
  /** HQ's time when this segment was closed; null for the live one. */
  readonly closedHqMs: number | null;
};

/** A file of the first schema has no such row: it is the first of its epoch. */
export function fileStart(db: DatabaseSync, owner: ChainOwner): FileStart {
  const genesis = genesisTip(owner);
  const row = hasSegmentTable(db) ? db.prepare(SELECT).get() : undefined;
  if (row === undefined)
    return { number: FIRST_SEGMENT, tip: genesis, lastDayClose: 0, afterRevision: 0, closedHqMs: null };
  const { number, afterSeq, prev, prevAtMs, lastDayClose, afterRevision, closedHqMs } = row as SegmentRow;
  const tip = afterSeq === 0 ? genesis : { ...genesis, seq: afterSeq, hash: prev, atMs: epochMs(prevAtMs) };
  return { number, tip, lastDayClose, afterRevision, closedHqMs };
}

type SegmentRow = {
  readonly number: number;
  readonly afterSeq: number;
  readonly prev: string;
  readonly prevAtMs: number;
  readonly lastDayClose: number;
  readonly afterRevision: number;
  readonly closedHqMs: number | null;
};

const SELECT = `SELECT number, after_seq AS afterSeq, prev, prev_at_ms AS prevAtMs,
  last_day_close AS lastDayClose, after_revision AS afterRevision, closed_hq_ms AS closedHqMs FROM segment`;

const hasSegmentTable = (db: DatabaseSync): boolean =>
  db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'segment'`).get() !== undefined;

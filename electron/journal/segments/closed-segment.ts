/** One closed segment, opened for reading when it is first needed. Nothing is ever written to it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { TillId } from '../../../shared/kernel/ids.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import { type SegmentPlace, segmentName } from '../journal-files.ts';
import { fileStart } from '../verify/file-start.ts';
import type { ChainOwner } from '../verify-chain.ts';

export type ClosedSegment = SegmentPlace & {
  readonly path: string;
  readonly db: DatabaseSync;
  readonly owner: ChainOwner;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Ids begin with their time, but a clock may have been wrong: the range is of the ids that are there. */
  readonly minId: string;
  readonly maxId: string;
  readonly lastRevision: number;
  /** No acknowledgement in this file names a higher index of HQ's log. */
  readonly maxLogIndex: number;
  readonly acknowledgedCount: number;
  /** HQ's time when it was closed. */
  readonly closedHqMs: EpochMs;
};

/** Throws SQLite's error for a file that cannot be read. */
export function openClosedSegment(folder: string, place: SegmentPlace): ClosedSegment {
  const path = join(folder, segmentName(place));
  // Nobody writes to it any more: no lock is taken, and no log is looked for beside it.
  const db = new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true });
  try {
    const owner = ownerOf(db);
    const facts = db.prepare(FACTS).get() as Facts;
    const start = fileStart(db, owner);
    return {
      epoch: owner.epoch,
      number: start.number,
      path,
      db,
      owner,
      firstSeq: start.tip.seq + 1,
      ...facts,
      lastRevision: Math.max(facts.lastRevision, start.afterRevision),
      closedHqMs: (start.closedHqMs ?? lastAtMs(db)) as EpochMs,
    };
  } catch (cause) {
    db.close();
    throw cause;
  }
}

type Facts = Pick<
  ClosedSegment,
  'lastSeq' | 'minId' | 'maxId' | 'lastRevision' | 'maxLogIndex' | 'acknowledgedCount'
>;

/** Each of these is one step: in an index, or in what was noted when the segment was closed. */
const FACTS = `SELECT
  (SELECT max(seq) FROM entry) AS lastSeq,
  (SELECT min(id) FROM entry) AS minId,
  (SELECT max(id) FROM entry) AS maxId,
  max(
    coalesce((SELECT max(revision) FROM change), 0),
    coalesce((SELECT max(revision) FROM closed_change), 0)
  ) AS lastRevision,
  coalesce(max_log_index, (SELECT max(log_index) FROM acknowledgement), 0) AS maxLogIndex,
  coalesce(acknowledged, (SELECT count(*) FROM acknowledgement)) AS acknowledgedCount
  FROM segment`;

function lastAtMs(db: DatabaseSync): number {
  const row = db.prepare('SELECT head FROM entry ORDER BY seq DESC LIMIT 1').get();
  return (JSON.parse(row?.['head'] as string) as EntryHead).atMs;
}

export function ownerOf(db: DatabaseSync): ChainOwner {
  const row = db.prepare('SELECT till, epoch, public_key AS publicKey FROM owner').get();
  if (row === undefined) throw new Error('a journal without an owner');
  return {
    till: row['till'] as TillId,
    epoch: row['epoch'] as number,
    publicKey: row['publicKey'] as string,
  };
}

/**
 * SEG-3, SEG-7: the file that comes after the live one, made complete beside it: its first entry is a CHECKPOINT, and
 * everything that stands beside entries and is still needed comes along. Nothing is moved here.
 */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { CheckpointBody } from '../../../shared/ledger/body.ts';
import type { ChainTip } from '../../../shared/ledger/chain.ts';
import type { TillState } from '../../../shared/shift/till-state.ts';
import type { SigningKey } from '../../keys/ed25519.ts';
import { putSegment, type SegmentRow } from '../bring-forward.ts';
import { type CheckpointFacts, checkpointDraft } from '../checkpoint.ts';
import { entryWriter } from '../entry-writer.ts';
import type { HqState } from '../hq-state.ts';
import { JOURNAL_SCHEMA, JOURNAL_SCHEMA_SQL } from '../journal-schema.ts';
import { makeEntry } from '../make-entry.ts';
import type { ChainOwner } from '../verify-chain.ts';
import { carryTables } from './carry-tables.ts';

export type NextFile = {
  readonly path: string;
  readonly owner: ChainOwner;
  readonly key: SigningKey;
  readonly moreSchemaSql: string;
  /** The live file, closed; null where there is no sound one. */
  readonly from: string | null;
  readonly segment: Omit<SegmentRow, 'tip'> & { readonly tip: ChainTip };
  readonly state: TillState;
  readonly hq: HqState;
  readonly moment: CheckpointFacts['moment'];
  readonly continues: CheckpointBody['continues'];
};

/** Durable when it returns; throws SQLite's error and leaves what it has made. */
export function makeNextFile(next: NextFile): void {
  removeFile(next.path);
  const db = new DatabaseSync(next.path);
  try {
    db.exec('PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;');
    if (next.from !== null) db.prepare('ATTACH ? AS old').run(`${pathToFileURL(next.from).href}?mode=ro`);
    db.exec(`BEGIN; ${JOURNAL_SCHEMA_SQL} ${next.moreSchemaSql}`);
    putOwner(db, next.owner);
    putSegment(db, next.segment);
    if (next.from !== null) carryTables(db);
    countRevisionsFrom(db, next.segment.afterRevision);
    putCheckpoint(db, next);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}

export function removeFile(path: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}

export function putOwner(db: DatabaseSync, { till, epoch, publicKey }: ChainOwner): void {
  db.prepare('INSERT INTO owner VALUES (1, ?, ?, ?, ?)').run(JOURNAL_SCHEMA, till, epoch, publicKey);
}

function countRevisionsFrom(db: DatabaseSync, revision: number): void {
  db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('change', ?)").run(revision);
}

function putCheckpoint(
  db: DatabaseSync,
  { segment, state, hq, moment, continues, key }: Omit<NextFile, 'path'>,
): void {
  const draft = checkpointDraft({ state, prev: segment.tip.hash, moment, continues });
  const word = { logIndex: hq.logIndex, timeMs: hq.timeMs };
  entryWriter(db)(makeEntry(draft, { tip: segment.tip, hq: word, key }));
}

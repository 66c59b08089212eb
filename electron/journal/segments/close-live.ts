/** The last step in a segment's life as the live one: no write-ahead log stays beside it, so it can be read from then on. */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from '../../files/sync-folder.ts';
import { readHqState } from '../hq-state.ts';
import { type JournalPlaces, segmentName } from '../journal-files.ts';
import { JOURNAL_PRAGMAS } from '../journal-schema.ts';
import { fileStart } from '../verify/file-start.ts';
import { ownerOf } from './closed-segment.ts';

/** Says when it was closed, by HQ's clock, and takes the file out of write-ahead logging. Nobody has it open. */
export function closeForGood(path: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(JOURNAL_PRAGMAS);
    db.prepare(SAY_CLOSED).run(readHqState(db)?.timeMs ?? 0);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;');
  } finally {
    db.close();
  }
}

/** What would have to be counted each time that the file is first read. */
const SAY_CLOSED = `UPDATE segment SET closed_hq_ms = ?,
  max_log_index = (SELECT coalesce(max(log_index), 0) FROM acknowledgement),
  acknowledged = (SELECT count(*) FROM acknowledgement)`;

/** Moves a closed live file among the segments. Durable when it returns. */
export function moveToSegments(places: JournalPlaces): void {
  const name = nameOf(places.live);
  mkdirSync(places.segments, { recursive: true });
  renameSync(places.live, join(places.segments, name));
  syncFolder(places.segments);
  syncFolder(join(places.segments, '..'));
}

function nameOf(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const owner = ownerOf(db);
    return segmentName({ epoch: owner.epoch, number: fileStart(db, owner).number });
  } finally {
    db.close();
  }
}

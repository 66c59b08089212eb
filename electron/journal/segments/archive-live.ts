/** SEG-7: an epoch that has ended goes whole among the segments: its receipts and effects stay readable there. */
import { DatabaseSync } from 'node:sqlite';
import type { JournalPlaces } from '../journal-files.ts';
import { JOURNAL_PRAGMAS } from '../journal-schema.ts';
import { closeForGood, moveToSegments } from './close-live.ts';

/** The live journal; nobody has it open. Throws what the disk says. */
export function archiveLive(places: JournalPlaces): void {
  const db = new DatabaseSync(places.live);
  try {
    db.exec(JOURNAL_PRAGMAS);
    closeForGood(db);
  } finally {
    if (db.isOpen) db.close();
  }
  moveToSegments(places);
}

/**
 * SEG-4: the closed segments of all epochs that are kept, oldest first. They are looked for when something is first
 * asked of them; a file that cannot be opened is reported and left out, because selling does not hang on it.
 */
import { readdirSync } from 'node:fs';
import type { EntryId } from '../../../shared/kernel/ids.ts';
import type { Log } from '../../log/log.ts';
import { readSegmentName, type SegmentPlace, segmentName } from '../journal-files.ts';
import { type ClosedSegment, openClosedSegment } from './closed-segment.ts';

export type ClosedSegments = {
  readonly list: () => readonly ClosedSegment[];
  /** Segments in which this id may stand: with an honest clock one, and none for an id of today. */
  readonly withId: (id: EntryId) => readonly ClosedSegment[];
  /** Closes a segment's file and forgets it; the file is the caller's. */
  readonly drop: (segment: ClosedSegment) => void;
  readonly close: () => void;
};

export function closedSegments(folder: string, log: Log): ClosedSegments {
  let known: ClosedSegment[] | null = null;

  function look(): ClosedSegment[] {
    const opened = segmentPlaces(folder).flatMap((place) => {
      try {
        return [openClosedSegment(folder, place)];
      } catch (cause) {
        log.error('segment.unreadable', cause, { name: segmentName(place) });
        return [];
      }
    });
    return opened.sort((a, b) => a.epoch - b.epoch || a.number - b.number);
  }
  const list = (): readonly ClosedSegment[] => (known ??= look());

  return {
    list,
    withId: (id) => list().filter(({ minId, maxId }) => minId <= id && id <= maxId),
    drop: (segment) => {
      known = list().filter((each) => each !== segment);
      segment.db.close();
    },
    close: () => {
      for (const { db } of known ?? []) db.close();
      known = [];
    },
  };
}

const segmentPlaces = (folder: string): readonly SegmentPlace[] =>
  filesIn(folder).flatMap((name) => readSegmentName(name) ?? []);

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A till that has closed no segment yet.
    return [];
  }
}

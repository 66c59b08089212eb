/**
 * SEG-4: the live file and the closed ones as one journal. The live file is asked first, and a closed one only where
 * what is looked for can stand in it: how many there are costs the frequent questions nothing.
 */
import type { EntryId } from '../../../shared/kernel/ids.ts';
import type { Journal } from '../journal.ts';
import type { ClosedSegment } from '../segments/closed-segment.ts';
import { type FileReader, fileReader } from './read-file.ts';

export type AllFiles = {
  readonly live: FileReader;
  readonly of: (segment: ClosedSegment) => FileReader;
  /** Files in which this id may stand. */
  readonly withId: (id: EntryId) => Iterable<FileReader>;
  /** Closed segments of the live one's epoch that hold numbers from this one on. */
  readonly ownFrom: (seq: number) => readonly ClosedSegment[];
};

export function allFiles({ db, closed, start }: Pick<Journal, 'db' | 'closed' | 'start'>): AllFiles {
  const live = fileReader(db);
  const readers = new WeakMap<ClosedSegment, FileReader>();
  const of = (segment: ClosedSegment): FileReader => {
    const known = readers.get(segment) ?? fileReader(segment.db);
    readers.set(segment, known);
    return known;
  };
  function* withId(id: EntryId): Generator<FileReader> {
    yield live;
    for (const segment of closed.withId(id)) yield of(segment);
  }
  return {
    live,
    of,
    withId,
    ownFrom: (seq) =>
      seq > start.tip.seq
        ? []
        : closed.list().filter(({ epoch, lastSeq }) => epoch === start.tip.epoch && lastSeq >= seq),
  };
}

/** Where the journal's files lie, all of them beside the live one. */
import { basename, dirname, join } from 'node:path';

export type JournalPlaces = {
  /** The segment that grows. */
  readonly live: string;
  /** The segment after it, while it is being made. */
  readonly next: string;
  readonly lock: string;
  readonly tip: string;
  /** Closed segments, read only. */
  readonly segments: string;
};

export function journalPlaces(live: string): JournalPlaces {
  const stem = join(dirname(live), basename(live, '.sqlite'));
  return {
    live,
    next: `${stem}.next.sqlite`,
    lock: `${stem}.lock`,
    tip: `${stem}.tip`,
    segments: join(dirname(live), 'segments'),
  };
}

export type SegmentPlace = { readonly epoch: number; readonly number: number };

const NAME = /^(\d{1,9})-(\d{6,9})\.sqlite$/;

export const segmentName = ({ epoch, number }: SegmentPlace): string =>
  `${epoch}-${String(number).padStart(6, '0')}.sqlite`;

/** Null for a file that is no segment. */
export function readSegmentName(name: string): SegmentPlace | null {
  const [, epoch, number] = NAME.exec(name) ?? [];
  return epoch === undefined || number === undefined
    ? null
    : { epoch: Number(epoch), number: Number(number) };
}

/**
 * What a member did here that HQ's row of them does not contain yet, over all files of the journal. HQ takes a chain in
 * order: once a row is contained, those before it are, so a member with thousands of rows costs no more than one with ten.
 */
import type { MemberId } from '../../../shared/kernel/ids.ts';
import type { Journal } from '../journal.ts';
import type { ClosedSegment } from '../segments/closed-segment.ts';
import type { AllFiles } from './all-files.ts';
import type { MemberRow } from './read-file.ts';

/** Oldest first. */
export type OwnRows = (member: MemberId, asOf: number) => readonly MemberRow[];

type Parts = {
  readonly journal: Pick<Journal, 'closed' | 'late' | 'start'>;
  readonly files: AllFiles;
  /** Up to here nothing in the live file waits for HQ. */
  readonly acknowledgedUpto: () => number;
};

export function ownRows({ journal: { closed, late, start }, files, acknowledgedUpto }: Parts): OwnRows {
  function inClosed(segment: ClosedSegment, member: MemberId, asOf: number): readonly MemberRow[] {
    const rows = files.of(segment).ofMember(member);
    // What came late, or from a chain that has ended, HQ may have taken in another order.
    const inOrder = segment.epoch === start.tip.epoch && !late.any();
    if (inOrder) return newRows(rows, { asOf, inOrderUpto: segment.lastSeq });
    const known = [...rows].map((row) => {
      const later = late.logIndexOf(row.id);
      return later === undefined ? row : { ...row, logIndex: later };
    });
    return newRows(known, { asOf, inOrderUpto: 0 });
  }

  return (member, asOf) => {
    const segments = closed.list().filter(({ maxLogIndex }) => maxLogIndex > asOf || late.any());
    return [
      ...segments.flatMap((segment) => inClosed(segment, member, asOf)),
      ...newRows(files.live.ofMember(member), { asOf, inOrderUpto: acknowledgedUpto() }),
    ];
  };
}

type Range = { readonly asOf: number; readonly inOrderUpto: number };

function newRows(newestFirst: Iterable<MemberRow>, { asOf, inOrderUpto }: Range): readonly MemberRow[] {
  const found: MemberRow[] = [];
  for (const row of newestFirst) {
    if (row.logIndex === null || row.logIndex > asOf) found.push(row);
    else if (row.seq <= inOrderUpto) break;
  }
  return found.reverse();
}

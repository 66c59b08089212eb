/** What a member did here that HQ's row of them does not contain yet, over all files of the journal. */
import type { EntryId } from '../../../shared/kernel/ids.ts';
import type { Journal } from '../journal.ts';
import type { AllFiles } from './all-files.ts';
import type { FileReader } from './read-file.ts';

type Placed = { readonly id: EntryId; readonly logIndex: number | null };

export type OwnRows = <R extends Placed>(
  asOf: number,
  rowsOf: (file: FileReader) => readonly R[],
) => readonly R[];

export function ownRows({ closed, late }: Pick<Journal, 'closed' | 'late'>, files: AllFiles): OwnRows {
  return (asOf, rowsOf) => {
    const isNew = ({ logIndex }: Placed): boolean => logIndex === null || logIndex > asOf;
    const segments = closed.list().filter(({ maxLogIndex }) => maxLogIndex > asOf || late.any());
    const earlier = segments.flatMap((segment) =>
      rowsOf(files.of(segment)).map((row) => {
        const later = late.logIndexOf(row.id);
        return later === undefined ? row : { ...row, logIndex: later };
      }),
    );
    return [...earlier, ...rowsOf(files.live)].filter(isNew);
  };
}

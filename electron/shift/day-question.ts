/** What HQ is asked about a day: the same of the present epoch and of one that has ended. */
import { assert } from '../../shared/kernel/assert.ts';
import type { DayCloseBody } from '../../shared/ledger/body.ts';
import type { EntryKind } from '../../shared/ledger/entry.ts';
import type { DayCloseRequest } from '../../shared/protocol/day-close.ts';

/** `seq` is the DAY_CLOSE entry's own. */
export type DayQuestion = { readonly seq: number; readonly request: DayCloseRequest };

/** A DAY_CLOSE entry as it stands in a file of the journal. */
export type DayRow = { readonly seq: number; readonly body: string };

type Around = {
  readonly epoch: number;
  readonly fromSeq: number;
  readonly hashAt: (seq: number) => string | null;
};

export function dayQuestion({ seq, body }: DayRow, { epoch, fromSeq, hashAt }: Around): DayQuestion {
  const { uptoSeq, totalsByKind } = JSON.parse(body) as DayCloseBody;
  const head = hashAt(uptoSeq);
  assert(head !== null, 'a day ends with an entry');
  return { seq, request: { epoch, fromSeq, uptoSeq, head, totalsByKind: totalsByKind.map(ofKind) } };
}

const ofKind = (total: DayCloseBody['totalsByKind'][number]) => ({ ...total, kind: total.kind as EntryKind });

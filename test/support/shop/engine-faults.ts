import { readDemoProgramme } from '../../../server/demo/load-demo.ts';
import { parseBody } from '../../../shared/ledger/body-schema.ts';
import { checkSale } from '../../../shared/ledger/check-sale.ts';
import { parseHead } from '../../../shared/ledger/entry-schema.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import type { JournalEntry } from '../../e2e/demo/read-journal.ts';

/** What a till has signed that the engine does not say of the same facts; empty for an honest journal. */
export function engineFaults(journal: readonly JournalEntry[]): readonly string[] {
  const compiled = compileProgramme(readDemoProgramme());
  return journal.flatMap(({ headText, bodyText }) => {
    const [head, body] = [parseHead(headText), parseBody(bodyText)];
    if (!head.ok || !body.ok) return [`unreadable: ${headText.slice(0, 200)}`];
    const { seq, kind, parts } = head.value;
    if (body.value.kind !== 'SALE') return parts.length === 0 ? [] : [`${seq} ${kind} has effects`];
    const fault = checkSale({ head: head.value, body: body.value, compiled });
    return fault === null ? [] : [`${seq} ${kind}: ${fault}`];
  });
}

export const salesIn = (journal: readonly JournalEntry[]): readonly JournalEntry[] =>
  journal.filter(({ head }) => head.kind === 'SALE');

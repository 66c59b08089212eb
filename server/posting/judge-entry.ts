/**
 * Whether an accepted entry's effects may be posted (protocol.md section 3, `seen`). A fault never holds the chain: the
 * effects go to suspense and wait for a person.
 */

import { checkSale, type SaleFault } from '../../shared/ledger/check-sale.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { ShelvedProgramme } from './programme-shelf.ts';
import type { ReadEntry, ReadFault } from './read-entry.ts';

export type PostFault =
  | ReadFault
  | `sale-${SaleFault}`
  | 'effects-unsupported'
  | 'member-unknown'
  | 'till-revoked';

export function judgeEntry(
  { meaning }: ReadEntry,
  programmes: ReadonlyMap<number, ShelvedProgramme>,
): PostFault | null {
  if (!meaning.readable) return meaning.fault;
  const { head, body } = meaning;
  if (body.kind !== 'SALE') return head.parts.length > 0 ? 'effects-unsupported' : null;
  const programme = head.programme && programmes.get(head.programme.version);
  if (!programme || head.programme?.hash !== programme.hash) return 'sale-programme';
  const fault = checkSale({ head, body, compiled: programme.compiled });
  return fault && `sale-${fault}`;
}

/** The programme versions that a batch names. */
export const versionsNamed = (heads: Iterable<EntryHead | null>): ReadonlySet<number> =>
  new Set([...heads].flatMap((head) => (head?.programme ? [head.programme.version] : [])));

/**
 * Whether an entry's effects may be posted (protocol.md section 3, `seen`). A fault never holds the chain: the effects go
 * to suspense and wait for a person. What comes out is small, because it may have crossed from a worker thread.
 */
import type { ProductId, TierId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import { checkSale, type SaleFault } from '../../shared/ledger/check-sale.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { Seen } from '../../shared/loyalty/seen/seen.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import type { Programmes } from './programme-shelf.ts';
import { type Meaning, type Place, type ReadFault, readEntry } from './read-entry.ts';

export type JudgeFault = ReadFault | `sale-${SaleFault}` | 'effects-unsupported';

export type Judged = {
  readonly hash: string;
  readonly place: Place;
  readonly head: EntryHead | null;
  readonly fault: JudgeFault | null;
  /** Of a sale without fault: what HQ compares with the truth. */
  readonly seen: SeenFacts | null;
};

export type SeenFacts = {
  readonly tierId: TierId | null;
  readonly lines: readonly { readonly productId: ProductId; readonly unitPriceMinor: Minor }[];
};

/** Null for an entry that does not even say where it stands. */
export function judgeWire(wire: WireEntry, programmes: Programmes): Judged | null {
  const read = readEntry(wire);
  if (!read) return null;
  const { hash, place, meaning } = read;
  const fault = judge(meaning, programmes);
  const sale = !fault && meaning.readable && meaning.body.kind === 'SALE' ? meaning.body : null;
  return { hash, place, head: meaning.head, fault, seen: sale && seenFacts(sale.seen) };
}

function judge(meaning: Meaning, programmes: Programmes): JudgeFault | null {
  if (!meaning.readable) return meaning.fault;
  const { head, body } = meaning;
  if (body.kind !== 'SALE') return head.parts.length > 0 ? 'effects-unsupported' : null;
  const programme = head.programme && programmes.get(head.programme.version);
  if (!programme || head.programme?.hash !== programme.hash) return 'sale-programme';
  const fault = checkSale({ head, body, compiled: programme.compiled });
  return fault && `sale-${fault}`;
}

const seenFacts = ({ lines, member }: Seen): SeenFacts => ({
  tierId: member?.tierId ?? null,
  lines: lines.map(({ productId, unitPriceMinor }) => ({ productId, unitPriceMinor })),
});

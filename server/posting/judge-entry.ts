/**
 * Whether an entry's effects may be posted (protocol.md section 3, `seen`). A fault never holds the chain: the effects go
 * to suspense and wait for a person. What comes out is small, because it may have crossed from a worker thread.
 */
import type { EntryId, ProductId, TierId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { SaleBody } from '../../shared/ledger/body.ts';
import { checkSale, type SaleFault, type SaleStore } from '../../shared/ledger/check-sale.ts';
import type { EntryHead, EntryPart } from '../../shared/ledger/entry.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import type { CountedUse } from '../../shared/loyalty/limits/counted-uses.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import { type RightsFacts, rightsOf } from './posted-entry.ts';
import type { Programmes } from './programme-shelf.ts';
import { type Meaning, type Place, type ReadFault, readEntry } from './read-entry.ts';

export type JudgeFault = ReadFault | `sale-${SaleFault}` | 'effects-unsupported' | 'return-parts';

export type Judged = {
  readonly hash: string;
  readonly place: Place;
  readonly head: EntryHead | null;
  readonly fault: JudgeFault | null;
  /** Of a sale without fault: what HQ compares with the truth. */
  readonly seen: SeenFacts | null;
  readonly rights: RightsFacts;
  /** Of a RETURN without fault: the sale whose goods came back. */
  readonly returned: EntryId | null;
};

export type SeenFacts = {
  readonly tierId: TierId | null;
  /** Limited rules that gave something. */
  readonly uses: readonly CountedUse[];
  /** A referral rule gave something: this was the first qualifying purchase. */
  readonly isReferred: boolean;
  readonly lines: readonly { readonly productId: ProductId; readonly unitPriceMinor: Minor }[];
};

/** What an entry is judged by: the company's programmes, and the store in which its till stands. */
export type Judging = { readonly programmes: Programmes; readonly store: SaleStore };

/** Null for an entry that does not even say where it stands. */
export function judgeWire(wire: WireEntry, { programmes, store }: Judging): Judged | null {
  const read = readEntry(wire);
  if (!read) return null;
  const { hash, place, meaning } = read;
  const fault = judge(meaning, { programmes, store });
  const body = meaning.readable ? meaning.body : null;
  const sale = !fault && body?.kind === 'SALE' ? body : null;
  return {
    hash,
    place,
    head: meaning.head,
    fault,
    seen: sale && seenFacts(sale, programmeOf(meaning.head, programmes)?.compiled),
    rights: body ? rightsOf(body) : {},
    returned: !fault && body?.kind === 'RETURN' ? body.sale : null,
  };
}

function judge(meaning: Meaning, { programmes, store }: Judging): JudgeFault | null {
  if (!meaning.readable) return meaning.fault;
  const { head, body } = meaning;
  if (body.kind === 'RETURN') return returnFault(head, body.sale, programmes);
  if (body.kind !== 'SALE') return head.parts.length > 0 ? 'effects-unsupported' : null;
  const programme = programmeOf(head, programmes);
  if (!programme || head.programme?.hash !== programme.hash) return 'sale-programme';
  const fault = checkSale({ head, body, compiled: programme.compiled, store });
  if (fault) return `sale-${fault}`;
  return head.parts.every(canBePosted) ? null : 'effects-unsupported';
}

/** SAL-10: a sale gives, and spends what it holds a right to. */
const canBePosted = ({ effect, lease }: EntryPart): boolean =>
  effect === 'EARN' || (effect === 'REDEEM' && lease !== undefined);

/** What comes back undoes effects of one sale, by the terms of a version that HQ knows. */
function returnFault(head: EntryHead, sale: EntryId, programmes: Programmes): JudgeFault | null {
  const programme = programmeOf(head, programmes);
  if (!programme || head.programme?.hash !== programme.hash) return 'sale-programme';
  const undoes = ({ effect, ref }: EntryPart): boolean =>
    (effect === 'REFUND' || effect === 'CLAWBACK') && ref?.startsWith(`${sale}#`) === true;
  return head.parts.every(undoes) ? null : 'return-parts';
}

const programmeOf = (head: EntryHead | null, programmes: Programmes) =>
  head?.programme ? programmes.get(head.programme.version) : undefined;

function seenFacts(
  { seen, uses, explanation }: SaleBody,
  compiled: CompiledProgramme | undefined,
): SeenFacts {
  const referrals = new Set<string>(compiled?.referrals.map(({ rule }) => rule.id));
  return {
    tierId: seen.member?.tierId ?? null,
    lines: seen.lines.map(({ productId, unitPriceMinor }) => ({ productId, unitPriceMinor })),
    uses: uses ?? [],
    isReferred: explanation.fired.some(({ ruleId }) => referrals.has(ruleId)),
  };
}

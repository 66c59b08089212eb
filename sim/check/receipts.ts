/**
 * The world's own list: what customers were given, and which of it no disk holds any more. The protocol knows nothing of
 * it, so it can witness against it (I4).
 */
import type { EntryId, TillId } from '../../shared/kernel/ids.ts';
import type { SimEntry } from '../till/entry.ts';

export type Receipt = { readonly entry: SimEntry; readonly store: number };

export type Receipts = {
  readonly issue: (entry: SimEntry, store: number) => void;
  readonly has: (id: EntryId) => boolean;
  readonly all: () => Iterable<Receipt>;
  readonly count: () => number;
  /** Sales, by till, for customers who come back with goods. */
  readonly salesOf: (till: TillId) => readonly Receipt[];
  /** Every copy is destroyed. */
  readonly lose: (id: EntryId) => void;
  readonly isLost: (id: EntryId) => boolean;
  readonly lostCount: () => number;
};

export function createReceipts(): Receipts {
  const byId = new Map<EntryId, Receipt>();
  const sales = new Map<TillId, Receipt[]>();
  const lost = new Set<EntryId>();
  return {
    issue: (entry, store) => {
      const receipt = { entry, store };
      byId.set(entry.head.id, receipt);
      if (entry.head.kind !== 'SALE' || entry.head.parts.length === 0) return;
      const known = sales.get(entry.head.till);
      if (known) known.push(receipt);
      else sales.set(entry.head.till, [receipt]);
    },
    has: (id) => byId.has(id),
    all: () => byId.values(),
    count: () => byId.size,
    salesOf: (till) => sales.get(till) ?? [],
    lose: (id) => void (byId.has(id) && lost.add(id)),
    isLost: (id) => lost.has(id),
    lostCount: () => lost.size,
  };
}

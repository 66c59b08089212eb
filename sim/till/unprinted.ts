/** After a fall the recovery screen shows what is durable and was not printed: it is printed, or taken back whole. */
import type { EntryPart } from '../../shared/ledger/entry.ts';
import type { Sim } from '../sim.ts';
import { append } from './append.ts';
import type { SimEntry } from './entry.ts';
import type { Till } from './till.ts';

const UNDOES = { EARN: 'CLAWBACK', REDEEM: 'REFUND' } as const;

export function resolveUnprinted(sim: Sim, till: Till, entry: SimEntry): void {
  const isKept = till.disk.records.some(({ head }) => head.id === entry.head.id);
  if (!isKept || !till.up) return;
  if (sim.random.chance(0.5)) {
    sim.tally.count('receipt printed after a restart');
    return sim.receipts.issue(entry, till.store);
  }
  sim.tally.count('sale taken back after a restart');
  takeBack(sim, till, entry, ({ amount }) => amount);
}

/** A RETURN of this much of each effect of a sale. */
export function takeBack(
  sim: Sim,
  till: Till,
  { head }: SimEntry,
  amountOf: (part: EntryPart) => number,
): void {
  const parts = head.parts.flatMap((part): Omit<EntryPart, 'n'>[] => {
    const amount = amountOf(part);
    if (amount <= 0 || (part.effect !== 'EARN' && part.effect !== 'REDEEM')) return [];
    const { asset, cardId, to } = part;
    const whose = { ...(cardId === undefined ? {} : { cardId }), ...(to === undefined ? {} : { to }) };
    return [{ effect: UNDOES[part.effect], asset, amount, ref: `${head.id}#${part.n}`, ...whose }];
  });
  if (parts.length === 0) return;
  append(
    sim,
    till,
    {
      kind: 'RETURN',
      member: head.member ?? null,
      parts: parts.map((part, index) => ({ n: index + 1, ...part })),
      body: { kind: 'RETURN', sale: head.id, lines: [], backMinor: 0 as never },
    },
    (entry) => sim.receipts.issue(entry, till.store),
  );
}

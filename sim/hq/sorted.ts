/** The shipped sorting of a batch, over entries of the simulation. A torn or foreign text never gets that far. */
import type { ChainTip } from '../../shared/ledger/chain.ts';
import type { PushVerdict } from '../../shared/protocol/push.ts';
import type { Sim } from '../sim.ts';
import type { SimEntry } from '../till/entry.ts';
import type { HqChain } from './hq-state.ts';

export type Sorted = {
  readonly accepted: readonly SimEntry[];
  readonly duplicates: readonly SimEntry[];
  readonly evidence: readonly SimEntry[];
  readonly verdict: PushVerdict;
  readonly tip: ChainTip;
};

type Batch = { readonly mode: 'open' | 'ended'; readonly entries: readonly SimEntry[] };

export function sorted(
  { protocol }: Pick<Sim, 'protocol'>,
  { tip, hashes }: HqChain,
  { mode, entries }: Batch,
): Sorted {
  const incoming = entries.map((entry) => ({
    wire: entry,
    entry: { place: entry.head, hash: entry.hash, wire: entry },
  }));
  // As the database answers: hashes of what the batch repeats or contradicts.
  const known = new Map(
    entries.flatMap(({ head }) => {
      const hash = hashes.get(head.seq);
      return hash === undefined ? [] : [[head.seq, hash] as const];
    }),
  );
  const {
    accepted,
    duplicates,
    evidence,
    verdict,
    tip: next,
  } = protocol.sortEntries({ tip, mode }, known, incoming);
  return {
    accepted: accepted.map(({ wire }) => wire),
    duplicates: duplicates.map(({ wire }) => wire),
    evidence: evidence.map(({ entry }) => entry.wire),
    verdict,
    tip: next,
  };
}

/** Bugs planted in what HQ makes of a chain. */
import type { Protocol } from '../protocol/protocol.ts';
import { type Mutant, mutant } from './mutant.ts';

type Sort = Protocol['sortEntries'];

/** Sorting that sees every entry as another seq or predecessor makes it look. */
const resees =
  (
    see: (
      place: { seq: number; prev: string },
      tip: { seq: number; hash: string },
    ) => { seq: number; prev: string },
  ) =>
  (shipped: Protocol): Protocol => {
    const sortEntries: Sort = (chain, known, batch) => {
      let tip: { seq: number; hash: string } = chain.tip;
      const seen = batch.map((incoming) => {
        const { entry } = incoming;
        if (entry === null) return incoming;
        const place = { ...entry.place, ...see(entry.place, tip) };
        if (place.seq > tip.seq) tip = { seq: place.seq, hash: entry.hash };
        const hash = known.get(place.seq) ?? entry.hash;
        return { ...incoming, entry: { ...entry, place, hash } };
      });
      return shipped.sortEntries(chain, known, seen);
    };
    return { ...shipped, sortEntries };
  };

export const CHAIN_MUTANTS: readonly Mutant[] = [
  mutant(
    'no fork check',
    resees(({ seq }, tip) => ({ seq, prev: tip.hash })),
  ),
  mutant(
    'no gap check',
    resees(({ seq, prev }, tip) =>
      seq > tip.seq + 1 ? { seq: tip.seq + 1, prev: tip.hash } : { seq, prev },
    ),
  ),
];

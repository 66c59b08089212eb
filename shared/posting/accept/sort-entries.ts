/**
 * Accepting (protocol.md section 8): what of a batch continues the chain, what is known, what is another history. Total
 * over every batch a till can send. It looks at place and hash alone; what else an entry carries passes through.
 */
import { type ChainFields, type ChainTip, linkEntry } from '../../ledger/chain.ts';

export type Placed = { readonly place: ChainFields; readonly hash: string };

export type ForkReason = 'other-history' | 'other-predecessor' | 'time-backwards' | 'after-gap';
export type RefuseReason = 'unreadable' | 'other-chain' | 'signature';

/** As it came, and what was read of it; null where it does not even say where it stands. */
export type Incoming<Wire, Entry extends Placed> = { readonly wire: Wire; readonly entry: Entry | null };
export type Evidence<Entry extends Placed> = { readonly entry: Entry; readonly reason: ForkReason };
export type Refused<Wire> = { readonly wire: Wire; readonly reason: RefuseReason };

/**
 * `open`: a till's current chain; what cannot be placed ends the batch, and the till is asked for what is missing.
 * `ended`: a chain that is suspended or of an older epoch. Nothing that is missing will ever come in order, so entries
 * after a gap are kept as evidence and what cannot be placed is passed over.
 */
export type ChainMode = 'open' | 'ended';

export type Verdict = 'accepted' | 'gap' | 'fork';

export type Sorted<Wire, Entry extends Placed> = {
  readonly accepted: readonly Entry[];
  readonly duplicates: readonly Entry[];
  readonly evidence: readonly Evidence<Entry>[];
  /** What cannot be placed; in an open chain nothing after the first is looked at. */
  readonly refused: readonly Refused<Wire>[];
  readonly verdict: Verdict;
  readonly tip: ChainTip;
};

type Fold<Wire, Entry extends Placed> = {
  readonly start: ChainTip;
  readonly known: Map<number, string>;
  readonly accepted: Entry[];
  readonly duplicates: Entry[];
  readonly evidence: Evidence<Entry>[];
  readonly refused: Refused<Wire>[];
  tip: ChainTip;
  gap: boolean;
  forked: boolean;
};

/** `knownHashes` holds the accepted hashes by seq, for all seqs of the batch up to the tip. */
export function sortEntries<Wire, Entry extends Placed>(
  { tip, mode }: { readonly tip: ChainTip; readonly mode: ChainMode },
  knownHashes: ReadonlyMap<number, string>,
  batch: readonly Incoming<Wire, Entry>[],
): Sorted<Wire, Entry> {
  const fold: Fold<Wire, Entry> = {
    start: tip,
    known: new Map(knownHashes),
    accepted: [],
    duplicates: [],
    evidence: [],
    refused: [],
    tip,
    gap: false,
    forked: false,
  };
  for (const incoming of batch) {
    const isPlaced = sortOne(fold, incoming, mode);
    if (!isPlaced && mode === 'open') break;
  }
  const { accepted, duplicates, evidence, refused } = fold;
  return { accepted, duplicates, evidence, refused, verdict: verdictOf(fold), tip: fold.tip };
}

/** False when the entry cannot be placed. */
function sortOne<Wire, Entry extends Placed>(
  fold: Fold<Wire, Entry>,
  { wire, entry }: Incoming<Wire, Entry>,
  mode: ChainMode,
): boolean {
  if (entry === null || isOfOtherChain(fold.start, entry)) {
    fold.refused.push({ wire, reason: entry === null ? 'unreadable' : 'other-chain' });
    return false;
  }
  const { seq } = entry.place;
  const link = linkEntry(fold.tip, { head: entry.place, hash: entry.hash });
  if (fold.known.get(seq) === entry.hash) fold.duplicates.push(entry);
  else if (link.ok && !fold.forked) {
    fold.tip = link.tip;
    fold.known.set(seq, entry.hash);
    fold.accepted.push(entry);
  } else if (!link.ok && link.fault === 'gap' && !fold.forked) {
    fold.gap = true;
    if (mode === 'open') return false;
    fold.evidence.push({ entry, reason: 'after-gap' });
  } else {
    fold.forked = true;
    fold.evidence.push({ entry, reason: forkReason(link) });
  }
  return true;
}

function verdictOf({ forked, gap, refused }: Fold<unknown, Placed>): Verdict {
  if (forked) return 'fork';
  return gap || refused.length > 0 ? 'gap' : 'accepted';
}

const isOfOtherChain = (tip: ChainTip, { place }: Placed): boolean =>
  place.till !== tip.till || place.epoch !== tip.epoch;

function forkReason(link: ReturnType<typeof linkEntry>): ForkReason {
  if (link.ok || link.fault === 'fork') return 'other-predecessor';
  return link.fault === 'timeBackwards' ? 'time-backwards' : 'other-history';
}

/**
 * Accepting (protocol.md section 8): what of a batch continues the chain, what is known, what is another history. Total
 * over every batch a till can send.
 */
import { type ChainTip, linkEntry } from '../../shared/ledger/chain.ts';
import type { PushVerdict, WireEntry } from '../../shared/protocol/push.ts';
import type { Judged } from './judge-entry.ts';

export type ForkReason = 'other-history' | 'other-predecessor' | 'time-backwards';
export type RefuseReason = 'unreadable' | 'other-chain' | 'signature';

/** An entry as it came in, and what was made of it. */
export type JudgedEntry = Judged & { readonly wire: WireEntry };
export type Incoming = { readonly wire: WireEntry; readonly entry: JudgedEntry | null };

export type Sorted = {
  readonly accepted: readonly JudgedEntry[];
  readonly duplicates: readonly JudgedEntry[];
  readonly forked: readonly { readonly entry: JudgedEntry; readonly reason: ForkReason }[];
  /** The first entry that cannot be placed; nothing after it is looked at. */
  readonly refused: { readonly wire: WireEntry; readonly reason: RefuseReason } | null;
  readonly verdict: PushVerdict;
  readonly tip: ChainTip;
};

/** `knownHashes` holds the accepted hashes by seq, for all seqs of the batch up to the tip. */
export function sortEntries(
  start: ChainTip,
  knownHashes: ReadonlyMap<number, string>,
  batch: readonly Incoming[],
): Sorted {
  const known = new Map(knownHashes);
  const accepted: JudgedEntry[] = [];
  const duplicates: JudgedEntry[] = [];
  const forked: { entry: JudgedEntry; reason: ForkReason }[] = [];
  let tip = start;
  let refused: Sorted['refused'] = null;
  let gap = false;
  for (const { wire, entry } of batch) {
    if (entry === null || isOfOtherChain(start, entry)) {
      refused = { wire, reason: entry === null ? 'unreadable' : 'other-chain' };
      break;
    }
    const { seq } = entry.place;
    const link = linkEntry(tip, { head: entry.place, hash: entry.hash });
    if (known.get(seq) === entry.hash) duplicates.push(entry);
    else if (link.ok && forked.length === 0) {
      tip = link.tip;
      known.set(seq, entry.hash);
      accepted.push(entry);
    } else if (!link.ok && link.fault === 'gap' && forked.length === 0) {
      gap = true;
      break;
    } else forked.push({ entry, reason: forkReason(link) });
  }
  const verdict = forked.length > 0 ? 'fork' : gap || refused ? 'gap' : 'accepted';
  return { accepted, duplicates, forked, refused, verdict, tip };
}

const isOfOtherChain = (tip: ChainTip, { place }: JudgedEntry): boolean =>
  place.till !== tip.till || place.epoch !== tip.epoch;

function forkReason(link: ReturnType<typeof linkEntry>): ForkReason {
  if (link.ok || link.fault === 'fork') return 'other-predecessor';
  return link.fault === 'timeBackwards' ? 'time-backwards' : 'other-history';
}

/**
 * R4: a valid signature on one entry vouches, through the hash chain, for every entry before it. So one signature per
 * batch is verified; entries outside the chain (forks, ended chains) are verified one by one.
 */
import { signatureHolds } from '../crypto/ed25519.ts';
import type { Incoming, JudgedEntry, Refused, Sorted } from './sort-entries.ts';

/** Cuts off whatever no signature vouches for; the cut is refused and the till is asked to send it again. */
export function authenticated(sorted: Sorted, start: Sorted['tip'], publicKey: string): Sorted {
  const count = vouchedCount(sorted.accepted, publicKey);
  if (count < sorted.accepted.length) return cutAt(sorted, start, count);
  const forged = sorted.evidence.find(({ entry }) => !holds(entry, publicKey));
  if (!forged) return sorted;
  const genuine = sorted.evidence.filter(({ entry }) => holds(entry, publicKey));
  const verdict = genuine.length > 0 ? 'fork' : 'gap';
  return { ...sorted, evidence: genuine, verdict, refused: [...sorted.refused, refusal(forged.entry)] };
}

/** Those that carry a signature of their own that holds, and the others. What cannot be read is left to sorting. */
export function eachSigned(
  batch: readonly Incoming[],
  publicKey: string,
): { readonly signed: readonly Incoming[]; readonly forged: readonly Refused[] } {
  const isForged = ({ entry }: Incoming): boolean => entry !== null && !holds(entry, publicKey);
  return {
    signed: batch.filter((each) => !isForged(each)),
    forged: batch.filter(isForged).map(refusal),
  };
}

function vouchedCount(entries: readonly JudgedEntry[], publicKey: string): number {
  return entries.findLastIndex((entry) => holds(entry, publicKey)) + 1;
}

function cutAt(sorted: Sorted, start: Sorted['tip'], count: number): Sorted {
  const accepted = sorted.accepted.slice(0, count);
  const first = sorted.accepted[count];
  const last = accepted.at(-1);
  const tip = last ? { ...start, seq: last.place.seq, hash: last.hash, atMs: last.place.atMs } : start;
  return {
    accepted,
    duplicates: sorted.duplicates,
    evidence: [],
    refused: first ? [refusal(first)] : [],
    verdict: 'gap',
    tip,
  };
}

const refusal = ({ wire }: Pick<Incoming, 'wire'>): Refused => ({ wire, reason: 'signature' });

const holds = ({ hash, wire }: JudgedEntry, publicKey: string): boolean =>
  signatureHolds({ publicKey, hash, sig: wire.sig });

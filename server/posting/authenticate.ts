/**
 * R4: a valid signature on one entry vouches, through the hash chain, for every entry before it. So one signature per
 * batch is verified; entries outside the chain (forks) are verified one by one.
 */
import { signatureHolds } from '../crypto/ed25519.ts';
import type { JudgedEntry, Sorted } from './sort-entries.ts';

/** Cuts off whatever no signature vouches for; the cut is refused and the till is asked to send it again. */
export function authenticated(sorted: Sorted, start: Sorted['tip'], publicKey: string): Sorted {
  const count = vouchedCount(sorted.accepted, publicKey);
  if (count < sorted.accepted.length) return cutAt(sorted, start, count);
  const forged = sorted.forked.find(({ entry }) => !holds(entry, publicKey));
  if (!forged) return sorted;
  const genuine = sorted.forked.filter(({ entry }) => holds(entry, publicKey));
  const verdict = genuine.length > 0 ? 'fork' : 'gap';
  return { ...sorted, forked: genuine, verdict, refused: refusal(forged.entry) };
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
    forked: [],
    refused: first ? refusal(first) : null,
    verdict: 'gap',
    tip,
  };
}

const refusal = ({ wire }: JudgedEntry) => ({ wire, reason: 'signature' }) as const;

const holds = ({ hash, wire }: JudgedEntry, publicKey: string): boolean =>
  signatureHolds({ publicKey, hash, sig: wire.sig });

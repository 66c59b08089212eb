/**
 * CHN-1 … CHN-5: within (till, epoch) entries are numbered without gaps and each names the hash of the one before. The
 * same check serves the till when it opens its journal and HQ when it accepts a push.
 */
import type { TillId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { EntryHead } from './entry.ts';

/** Where a chain stands: the last accepted entry, or genesis at seq 0. */
export type ChainTip = {
  readonly till: TillId;
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
  readonly atMs: EpochMs;
};

/** The part of a head that places it in its chain. */
export type ChainFields = Pick<EntryHead, 'till' | 'epoch' | 'seq' | 'prev' | 'atMs'>;

export type LinkFault = 'otherChain' | 'gap' | 'fork' | 'behind' | 'timeBackwards';

export type Link =
  | { readonly ok: true; readonly tip: ChainTip }
  | { readonly ok: false; readonly fault: LinkFault };

/** Puts one entry on a tip. `hash` must already be recomputed from the head's text by the caller. */
export function linkEntry(tip: ChainTip, { head, hash }: { head: ChainFields; hash: string }): Link {
  const fault = linkFault(tip, head);
  if (fault) return { ok: false, fault };
  return { ok: true, tip: { ...tip, seq: head.seq, hash, atMs: head.atMs } };
}

function linkFault(tip: ChainTip, head: ChainFields): LinkFault | null {
  if (head.till !== tip.till || head.epoch !== tip.epoch) return 'otherChain';
  if (head.seq <= tip.seq) return 'behind';
  if (head.seq > tip.seq + 1) return 'gap';
  if (head.prev !== tip.hash) return 'fork';
  return head.atMs < tip.atMs ? 'timeBackwards' : null;
}

/** Monotone chain time (protocol.md section 2): no earlier than the last entry's, nor than HQ's last word. */
export const chainTimeMs = (times: { wallMs: EpochMs; lastAtMs: EpochMs; hqTimeMs: EpochMs }): EpochMs =>
  Math.max(times.wallMs, times.lastAtMs, times.hqTimeMs) as EpochMs;

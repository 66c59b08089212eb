/** What HQ's database holds beside the ledger: tills, their chains, grants that were signed, and leases it wants back. */
import type { IntentId, LeaseId, OwnerId, TillId } from '../../shared/kernel/ids.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import type { PostedEntry } from '../../shared/posting/post/command.ts';
import { genesisTip } from '../till/disk.ts';
import type { Ledger } from './ledger.ts';

export type HqChain = {
  tip: ChainTip;
  /** Accepted hashes by seq. */
  readonly hashes: Map<number, string>;
  suspended: boolean;
  /** Ended with a code: no proof of silence will come from it. */
  givenUp: boolean;
};

export type HqTill = {
  readonly id: TillId;
  readonly store: number;
  epoch: number;
  readonly chains: Map<number, HqChain>;
  /** Leases of every epoch that are not known to be closed. */
  readonly leases: Set<LeaseId>;
  revokedAtMs: number | null;
  /** A person has given it up: R12. */
  dead: boolean;
};

export type HqState = {
  readonly ledger: Ledger;
  readonly tills: Map<TillId, HqTill>;
  readonly grants: Map<LeaseId, SignedGrant>;
  readonly intentsGranted: Set<IntentId>;
  readonly recalls: Set<LeaseId>;
  /** Who bought where last, at which till. */
  readonly visits: Map<OwnerId, Visit>;
  /** Entries whose effects wait for a person. */
  readonly suspended: PostedEntry[];
  up: boolean;
};

export type SignedGrant = { readonly grant: LeaseGrant; readonly document: string };
export type Visit = { readonly store: number; readonly till: TillId; readonly atMs: number };

export const openChain = (till: TillId, epoch: number): HqChain => ({
  tip: genesisTip(till, epoch),
  hashes: new Map(),
  suspended: false,
  givenUp: false,
});

export function enrolTill(hq: HqState, id: TillId, store: number): void {
  hq.tills.set(id, {
    id,
    store,
    epoch: 1,
    chains: new Map([[1, openChain(id, 1)]]),
    leases: new Set(),
    revokedAtMs: null,
    dead: false,
  });
}

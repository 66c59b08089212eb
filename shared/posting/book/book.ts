/**
 * What posting reads. In memory it is the whole ledger (simulation, `hq verify`); at HQ it is the rows of one batch,
 * locked. The same functions work on both, so what the simulation proves is what runs.
 */
import type { EffectId, EntryId, IntentId, LeaseId, OwnerId, StoreId, TillId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/units.ts';
import type { Lease } from '../../lease/lease.ts';
import type { Asset } from '../../loyalty/asset.ts';
import type { Lot, LotSlice } from './movement.ts';

export type Book = {
  readonly balance: (account: string, asset: Asset) => number;
  /** What is left in an account kept in lots, in spending order (LOT-3). */
  readonly slices: (account: string, asset: Asset) => readonly LotSlice[];
  /** Assets of which the owner has something available or pending. */
  readonly assetsOf: (owner: OwnerId) => readonly Asset[];
  /** Lots of which the owner still has something, leased or not, and which a visit keeps alive (LOT-5), by id. */
  readonly idleLots: (owner: OwnerId) => readonly Lot[];
  /** What of the lots of one EARN (`sourceOf`) has ended. */
  readonly ended: (source: string) => number;
  readonly knows: (owner: OwnerId) => boolean;
  /** An entry's id, or the `ref` of HQ's own record. */
  readonly isPosted: (entry: EntryId) => boolean;
  readonly lease: (id: LeaseId) => Lease | null;
  /** ACTIVE and FROZEN ones of this owner, by id. */
  readonly leasesOf: (owner: OwnerId) => readonly Lease[];
  /** ACTIVE and FROZEN ones that this chain holds and whose end is not after `atMs`, by id. */
  readonly leasesEnded: (holder: { till: TillId; epoch: number }, atMs: EpochMs) => readonly Lease[];
  readonly intent: (id: IntentId) => Intent | null;
  /** An EARN or REDEEM that was posted. */
  readonly effect: (id: EffectId) => PostedEffect | null;
};

export type PostedEffect = {
  readonly id: EffectId;
  readonly entry: EntryId;
  readonly effect: 'EARN' | 'REDEEM';
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly store: StoreId;
  readonly amount: number;
  /** What REFUND or CLAWBACK has taken back of it so far (I12, I17). */
  readonly undone: number;
  /** From which lots it was spent, in the order of taking (what the house paid comes after them); or the lot it made. */
  readonly slices: readonly LotSlice[];
  /** Of a REDEEM that carries one. */
  readonly intent?: IntentId;
};

/** One attempt of one member to spend (protocol.md section 8). I16: at most one entry spends it. */
export type Intent = {
  readonly id: IntentId;
  readonly owner: OwnerId;
  /** `abandoned` is a tombstone: it may come before everything else of the intent. */
  readonly state: 'open' | 'spent' | 'abandoned';
  /** Entries whose spends carry it, in the order of posting: the first may stand, the others are refunded. */
  readonly entries: readonly EntryId[];
  /** Whose chain opened it: no other till abandons it. */
  readonly till?: TillId;
  /** The one lease that was ever granted for it. */
  readonly lease?: LeaseId;
};

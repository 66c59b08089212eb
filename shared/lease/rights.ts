/**
 * What a till may spend, as a fold of its chain (R1, R8): leases that its entries have accepted, and intents that wait
 * for their end. Grants that no entry has used yet lie beside it and are worth nothing until one does.
 */
import type { EntryId, IntentId, LeaseId, OwnerId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { LeasedSlice } from './slices.ts';

/** A lease from its first use until nothing more can be spent from it (R8, R14). */
export type AcceptedLease = {
  readonly lease: LeaseId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly spent: number;
  /** What is left, in spending order; slices that were over when something was spent are gone from it. */
  readonly lots: readonly LeasedSlice[];
  readonly expiresAtMs: EpochMs;
  readonly intent: IntentId | null;
};

/** R13: it ends in exactly one SALE that carries it, or in ABANDON. */
export type OpenIntent = {
  readonly intent: IntentId;
  readonly basketId: EntryId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly atMs: EpochMs;
};

export type TillRights = {
  readonly leases: Readonly<Record<string, AcceptedLease>>;
  readonly intents: Readonly<Record<string, OpenIntent>>;
  /**
   * Ends of leases from which nothing more is spent: closed, used up, or given back before any use. Kept until they have
   * passed in chain time, so that none is accepted twice, and no more than this of each, because a checkpoint has to fit
   * into an entry. Absent: none.
   */
  readonly over?: Readonly<Record<string, EpochMs>>;
};

export const NO_RIGHTS: TillRights = { leases: {}, intents: {} };

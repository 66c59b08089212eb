/**
 * What a till may spend, as a fold of its chain (R1, R8): leases that its entries have accepted, and intents that wait
 * for their end. Grants that no entry has used yet lie beside it and are worth nothing until one does.
 */
import type { EntryId, IntentId, LeaseId, OwnerId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { LeasedLot } from './lease.ts';

/** A lease from its first use on. Kept until its end has passed in chain time, so that it is never accepted twice. */
export type AcceptedLease = {
  readonly lease: LeaseId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly spent: number;
  readonly lots: readonly LeasedLot[];
  readonly expiresAtMs: EpochMs;
  readonly intent: IntentId | null;
  /** Released, abandoned, or used by the sale that it was granted for: nothing more is spent from it (R8, R14). */
  readonly closed: boolean;
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
};

export const NO_RIGHTS: TillRights = { leases: {}, intents: {} };

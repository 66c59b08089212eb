/**
 * A right to spend (protocol.md section 5): an amount that HQ has taken out of a balance and given to one till's one
 * epoch. R7: nobody but that chain may use it, so it may travel by any courier.
 */
import type { IntentId, LeaseId, OwnerId, StoreId, TillId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';

/** FROZEN: past its end without a proof that it was not used. What it holds stays reserved (R9). */
export const LEASE_STATES = ['ACTIVE', 'FROZEN', 'CLOSED', 'WRITTEN_OFF'] as const;
export type LeaseState = (typeof LEASE_STATES)[number];

export type LeaseHolder = { readonly till: TillId; readonly epoch: number };

/** As HQ keeps it. What remains of it is the balance of its account. */
export type Lease = {
  readonly id: LeaseId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly store: StoreId;
  readonly holder: LeaseHolder;
  readonly amount: number;
  readonly state: LeaseState;
  readonly expiresAtMs: EpochMs;
  /** What the house has lent the owner meanwhile (R11). */
  readonly guaranteed: number;
  /** Set where one sale asked for it: that sale alone uses it, and closes it. */
  readonly intent: IntentId | null;
};

/** What HQ signs for the holder. It is accepted inside the first spend that uses it. */
export type LeaseGrant = {
  readonly lease: LeaseId;
  /** Where HQ's log has the grant: a till asks for what came after the last one it has. */
  readonly logIndex: number;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  /** In spending order; they sum to `amount`. */
  readonly lots: readonly LeasedLot[];
  readonly holder: LeaseHolder;
  readonly grantedAtMs: EpochMs;
  readonly expiresAtMs: EpochMs;
  readonly intent: IntentId | null;
};

/** `endsAtMs`: when its last business day is over in the store's zone; null: never. */
export type LeasedLot = { readonly lot: string; readonly amount: number; readonly endsAtMs: EpochMs | null };

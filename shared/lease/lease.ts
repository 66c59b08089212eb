/**
 * Rights to spend (protocol.md sections 5 and 7). The types stand from the first day because entries and HQ's tables
 * name them; nothing grants or spends a lease yet.
 */
import type { IntentId, LeaseId, MemberId, TillId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';

export const LEASE_STATES = ['ACTIVE', 'FROZEN', 'CLOSED', 'WRITTEN_OFF'] as const;
export type LeaseState = (typeof LEASE_STATES)[number];

export type LeaseGrant = {
  readonly lease: LeaseId;
  readonly member: MemberId;
  readonly asset: Asset;
  readonly amount: number;
  readonly lots: readonly {
    readonly lot: string;
    readonly amount: number;
    readonly expiresAtMs: EpochMs | null;
  }[];
  readonly holder: { readonly till: TillId; readonly epoch: number };
  readonly expiresAtMs: EpochMs;
  readonly intent: IntentId | null;
};

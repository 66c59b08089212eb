import type { IntentId, LeaseId, MemberId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeaseState } from '../../shared/lease/lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';

/** Rights to spend (protocol.md section 5). The tables stand; nothing grants a lease yet. */
export type LeaseTable = {
  readonly id: LeaseId;
  readonly member_id: MemberId;
  readonly asset: Asset;
  readonly holder_till: TillId;
  readonly epoch: number;
  readonly amount: number;
  readonly state: LeaseState;
  readonly expires_at_ms: EpochMs;
  readonly guaranteed: number;
  readonly intent: IntentId | null;
};

export type IntentTable = {
  readonly id: IntentId;
  readonly member_id: MemberId;
  readonly state: 'open' | 'spent' | 'abandoned';
  /** The effect that spends it; at most one that is not refunded. */
  readonly effect_id: string | null;
  readonly at_ms: EpochMs;
};

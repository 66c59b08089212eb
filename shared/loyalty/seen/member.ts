/** A member as a till knows them: no name and no phone, only what computing and recognising need. */

import type { MemberId, TierId } from '../../kernel/ids.ts';
import type { EpochMs, Minor } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';

export type MemberCounters = {
  readonly spendMinor: Minor;
  readonly visits: number;
};

/** One asset's balance at HQ, in the asset's smallest unit. */
export type AssetBalance = {
  readonly asset: Asset;
  readonly available: number;
  readonly pending: number;
  readonly leased: number;
  readonly inReview: number;
  readonly expiring: readonly { readonly amount: number; readonly atMs: EpochMs }[];
};

export type MemberRow = {
  readonly id: MemberId;
  readonly cardNumber: string;
  /** "A. P. •• 4521" */
  readonly label: string;
  readonly tierId: TierId;
  readonly counters: MemberCounters;
  readonly balances: readonly AssetBalance[];
  /** HQ's log index up to which the row is true, and HQ's time of it (protocol.md section 18). */
  readonly asOf: number;
  readonly asOfMs: EpochMs;
};

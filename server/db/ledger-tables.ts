import type { Generated } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { CompanyId, MemberId, RuleId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';

/** HQ is a chain too: each record names the hash of the one before; the last of a batch is signed. */
export type HqLogTable = {
  readonly log_index: number;
  readonly kind: string;
  readonly ref: string;
  readonly record: string;
  readonly prev_hash: string;
  readonly hash: string;
  readonly sig: string | null;
  readonly at_ms: EpochMs;
};

export const ACCOUNT_KINDS = ['available', 'pending', 'leased', 'receivable'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Members' accounts only. House and suspense accounts have no row: they are summed from transfers. */
export type AccountTable = {
  readonly id: string;
  readonly asset: Asset;
  readonly kind: AccountKind;
  readonly member_id: MemberId;
  readonly balance: number;
};

export type TransferTable = {
  readonly log_index: number;
  /** `entryId#n`, and the leg where one effect moves in two steps. */
  readonly effect_id: string;
  readonly leg: number;
  readonly debit: string;
  readonly credit: string;
  readonly asset: Asset;
  readonly amount: number;
};

export type LotTable = {
  readonly id: string;
  readonly account: string;
  readonly asset: Asset;
  readonly amount: number;
  readonly remaining: number;
  readonly earned_at_ms: EpochMs;
  readonly expires_at_ms: EpochMs | null;
  /** Business days of the programme's lot policy; null in lots made before there was one. */
  readonly active_on: BusinessDate | null;
  readonly last_day: BusinessDate | null;
};

/** How often a rule that is limited over everybody has given something. */
export type RuleUseTable = {
  readonly company_id: CompanyId;
  readonly rule_id: RuleId;
  readonly times: number;
};

/** What a till saw differed from HQ's truth when the entry was posted. Reported, never charged to the member. */
export type StalenessTable = {
  readonly id: Generated<number>;
  readonly log_index: number;
  readonly kind: 'price' | 'product' | 'tier' | 'referral';
  readonly subject: string;
  readonly seen: string;
  readonly truth: string;
};

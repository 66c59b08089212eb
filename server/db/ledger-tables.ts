import type { Generated } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { CompanyId, MemberId, RuleId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { AccountKind } from '../../shared/posting/book/accounts.ts';

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

/**
 * Accounts of members, gift cards and leases. House and suspense accounts have no row: they are summed from transfers,
 * and a lease that is used up or closed has none any more.
 */
export type AccountTable = {
  readonly id: string;
  readonly asset: Asset;
  readonly kind: AccountKind;
  /** Null for a gift card's. */
  readonly member_id: MemberId | null;
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
  /** Null in version 0.3.0 and before, where what became available was a lot under its effect's name. */
  readonly lot: string | null;
};

/** What an account holds of a lot; a lot's own facts stand in each of its rows. */
export type LotTable = {
  readonly id: string;
  readonly account: string;
  readonly asset: Asset;
  /** The most that ever lay here. */
  readonly amount: number;
  readonly remaining: number;
  readonly earned_at_ms: EpochMs;
  readonly active_on: BusinessDate;
  readonly last_day: BusinessDate | null;
  readonly idle_days: number | null;
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

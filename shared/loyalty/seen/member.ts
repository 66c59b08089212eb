/** A member as a till knows them: no name and no phone, only what computing and recognising need. */

import type { BusinessDate } from '../../kernel/business-date.ts';
import type { MemberId, RuleId, TierId } from '../../kernel/ids.ts';
import type { EpochMs, Minor } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';

/** Over the whole membership, and by calendar month for windows and scales. */
export type MemberCounters = {
  readonly spendMinor: Minor;
  readonly visits: number;
  /** Points earned over the whole membership; absent: those of `months`. */
  readonly points?: number;
  readonly lastVisit?: BusinessDate;
  /** Ascending; only months with a visit, at most the last 24. */
  readonly months?: readonly MonthActivity[];
};

export type MonthActivity = {
  /** `YYYY-MM` */
  readonly month: string;
  readonly spendMinor: Minor;
  readonly visits: number;
  /** Points earned. */
  readonly points: number;
};

/** How far a member has come; `period` is the last one that counted for a streak (day, ISO week or month). */
export type QuestProgress = {
  readonly questId: string;
  readonly progress: number;
  readonly awards: number;
  readonly period?: string;
};

/** How often a rule with a limit gave this member something, everywhere, as HQ knows it. */
export type RuleUses = { readonly ruleId: RuleId; readonly times: number };

export type Birthday = {
  /** `MM-DD` */
  readonly monthDay: string;
  /** When the member told it. */
  readonly knownSince: BusinessDate;
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
  readonly segments?: readonly string[];
  readonly birthday?: Birthday;
  readonly quests?: readonly QuestProgress[];
  readonly uses?: readonly RuleUses[];
  /** Who brought this member, until the first qualifying purchase has been rewarded. */
  readonly referredBy?: { readonly memberId: MemberId; readonly referrals: number };
  /** HQ's log index up to which the row is true, and HQ's time of it (protocol.md section 18). */
  readonly asOf: number;
  readonly asOfMs: EpochMs;
};

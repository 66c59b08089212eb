import type { Generated } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type {
  CompanyId,
  EntryId,
  IntentId,
  LeaseId,
  MemberId,
  OwnerId,
  StoreId,
  TillId,
} from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeaseState } from '../../shared/lease/lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { Intent } from '../../shared/posting/book/book.ts';
import type { IncidentKind } from '../../shared/posting/book/changes.ts';

/** Rights to spend (protocol.md section 5). What is left of one is the balance of its account. */
export type LeaseTable = {
  readonly id: LeaseId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly store_id: StoreId;
  readonly holder_till: TillId;
  readonly epoch: number;
  readonly amount: number;
  readonly state: LeaseState;
  readonly expires_at_ms: EpochMs;
  readonly guaranteed: number;
  readonly intent: IntentId | null;
  readonly granted_at_ms: EpochMs;
  readonly granted_log_index: number;
  readonly closed_log_index: number | null;
  /** Since when HQ wants it back; null: it may stay. */
  readonly recalled_at_ms: EpochMs | null;
  /** The grant as HQ signed it: whoever asks again gets the same text. */
  readonly grant_document: string;
  readonly grant_sig: string;
};

export type IntentTable = {
  readonly id: IntentId;
  readonly owner: OwnerId;
  readonly state: Intent['state'];
  /** Those whose spends carry it, in the order of posting. */
  readonly entries: readonly EntryId[];
  /** Whose chain opened it. */
  readonly till: TillId | null;
  readonly lease: LeaseId | null;
  readonly at_ms: EpochMs;
};

/**
 * Every REDEEM that was posted; from which lots it was spent, its transfers say. Of EARNs only those that came out of
 * suspense: all others are what their transfers and the log's record say.
 */
export type PostedEffectTable = {
  readonly effect_id: string;
  readonly effect: 'EARN' | 'REDEEM';
  readonly entry_id: EntryId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly store_id: StoreId;
  readonly amount: number;
  readonly intent: IntentId | null;
  readonly at_ms: EpochMs;
};

/** A gift card is an owner of its own; it came into being with the sale that sold it. */
export type GiftCardTable = { readonly id: OwnerId; readonly company_id: CompanyId };

/** How much of an EARN or REDEEM was taken back; absent: nothing. */
export type EffectUndoneTable = { readonly effect_id: string; readonly undone: number };

/** What the house paid, or somebody has to look at. */
export type IncidentTable = {
  readonly id: Generated<number>;
  readonly log_index: number;
  readonly effect_id: string;
  readonly kind: IncidentKind;
  readonly amount: number;
  readonly till: TillId | null;
  readonly at_ms: EpochMs;
  readonly seen_at_ms: EpochMs | null;
};

/** Rights are granted to members who come. `due`: something has moved since their rights here were last considered. */
export type StoreVisitTable = {
  readonly store_id: StoreId;
  readonly member_id: MemberId;
  /** Where they shopped last. */
  readonly till: TillId;
  readonly last_ms: EpochMs;
  readonly due: Generated<boolean>;
};

/** The day's job of a company: its business day, and while it runs the last member done. */
export type DueRunTable = {
  readonly company_id: CompanyId;
  readonly ran_on: BusinessDate;
  readonly after_id: string | null;
};

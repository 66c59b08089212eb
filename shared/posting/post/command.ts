/**
 * Everything that can happen to the ledger. HQ's log is the list of these with what they moved, so the ledger is a fold
 * of it. Times, ids and amounts are given: nothing here decides by a clock of its own. A `ref` names one command for ever.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EntryId, IntentId, LeaseId, MemberId, OwnerId, StoreId, TillId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/units.ts';
import type { LeaseHolder } from '../../lease/lease.ts';
import type { EntryKind, EntryPart } from '../../ledger/entry.ts';
import type { Asset } from '../../loyalty/asset.ts';
import type { LotPolicies } from '../../loyalty/programme/lot-policy.ts';

export type Command =
  | EntryCommand
  | OpeningCommand
  | GrantCommand
  | { readonly kind: 'FREEZE'; readonly lease: LeaseId }
  | GuaranteeCommand
  /** R12: a person has declared the holder dead. */
  | { readonly kind: 'WRITE_OFF'; readonly ref: string; readonly lease: LeaseId }
  | DueCommand
  | AdjustCommand
  | ReleaseSuspenseCommand;

export type EntryCommand = {
  readonly kind: 'ENTRY';
  readonly entry: PostedEntry;
  /** `chain`: accepted in order, so it proves its chain's time (R9). `beside`: a fork, an old epoch, a copy. */
  readonly via: 'chain' | 'beside';
  /** A fault was found: effects wait in suspense. */
  readonly suspended: boolean;
};

/** What posting needs of an entry; everything else has been judged before. */
export type PostedEntry = LeaseHolder & {
  readonly id: EntryId;
  readonly kind: EntryKind;
  readonly store: StoreId;
  readonly member: MemberId | null;
  readonly parts: readonly EntryPart[];
  readonly atMs: EpochMs;
  readonly businessDate: BusinessDate;
  /** HQ's day when it came, where the entry says a later one: a clock that runs ahead ends nobody's lots. */
  readonly hqDay?: BusinessDate;
  /** Of INTENT and ABANDON. */
  readonly intent?: { readonly id: IntentId; readonly owner: OwnerId };
  /** Of RELEASE. */
  readonly released?: readonly LeaseId[];
  /** Parts, by their `n`, that wait in suspense while the others are posted (SAL-8). */
  readonly held?: readonly number[];
  /** Of the entry's own programme version. */
  readonly terms: EntryTerms;
};

export type EntryTerms = {
  readonly lots?: LotPolicies;
  /** Absent: a receivable. */
  readonly shortfall?: 'receivable' | 'forgive';
  /** Of a refunded lot; absent: 30. */
  readonly minimumDaysLeft?: number;
};

/** A balance brought along from elsewhere, once per owner and asset. */
export type OpeningCommand = {
  readonly kind: 'OPENING';
  readonly ref: string;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly atMs: EpochMs;
  readonly today: BusinessDate;
};

/** R6: the grant is built from what this has made durable. Nothing happens where the balance does not allow it. */
export type GrantCommand = {
  readonly kind: 'GRANT';
  readonly lease: LeaseId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly store: StoreId;
  readonly holder: { readonly till: TillId; readonly epoch: number };
  readonly today: BusinessDate;
  readonly expiresAtMs: EpochMs;
  readonly intent: IntentId | null;
};

/** R11: the house lends the owner what a silent till holds; `today` bounds how long it can be spent. */
export type GuaranteeCommand = {
  readonly kind: 'GUARANTEE';
  readonly lease: LeaseId;
  readonly amount: number;
  readonly today?: BusinessDate;
};

/** The job of the day for one owner: what has become active, then what has ended. Leased slices are left alone. */
export type DueCommand = {
  readonly kind: 'DUE';
  readonly ref: string;
  readonly owner: OwnerId;
  readonly today: BusinessDate;
};

/** A person's correction; below zero it takes what is available and no more. */
export type AdjustCommand = {
  readonly kind: 'ADJUST';
  readonly ref: string;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly atMs: EpochMs;
  readonly today: BusinessDate;
};

/** A person has looked at what waits of an entry (`held`, or all of it): it is posted after all, or goes back. */
export type ReleaseSuspenseCommand = {
  readonly kind: 'RESOLVE';
  readonly ref: string;
  readonly entry: PostedEntry;
  readonly verdict: 'post' | 'refuse';
};

/**
 * What happens to one holder's balance of one asset. Events carry what the programme of their sale said (terms,
 * shortfall, days left), so a fold needs no programme, and a later version changes nothing that happened before.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EpochMs } from '../../kernel/units.ts';
import type { LotTerms } from './lot-terms.ts';

export type LotEvent = EarnEvent | SpendEvent | RefundEvent | ClawbackEvent | VisitEvent | ExpiryEvent;

export type EarnEvent = {
  readonly kind: 'earn';
  readonly id: string;
  readonly date: BusinessDate;
  /** Orders lots of one day. */
  readonly atMs?: EpochMs;
  readonly amount: number;
  readonly terms: LotTerms;
};

export type SpendEvent = {
  readonly kind: 'spend';
  readonly id: string;
  readonly date: BusinessDate;
  readonly amount: number;
  /** A right was held for it, so it happened: what the lots cannot cover is owed. Absent: all or nothing. */
  readonly proved?: true;
};

/** `of` is the spending that is undone, wholly or in part. */
export type RefundEvent = {
  readonly kind: 'refund';
  readonly id: string;
  readonly date: BusinessDate;
  readonly of: string;
  readonly amount: number;
  /** Absent: 30. */
  readonly minimumDaysLeft?: number;
};

/** `of` is the earning that is undone, wholly or in part. */
export type ClawbackEvent = {
  readonly kind: 'clawback';
  readonly id: string;
  readonly date: BusinessDate;
  readonly of: string;
  readonly amount: number;
  /** Absent: a receivable. */
  readonly shortfall?: 'receivable' | 'forgive';
};

/** The member bought something: lots that end with inactivity live on. */
export type VisitEvent = { readonly kind: 'visit'; readonly date: BusinessDate };

/** HQ's job of the day writes off what ended before it; spending does not wait for it. */
export type ExpiryEvent = { readonly kind: 'expiry'; readonly date: BusinessDate };

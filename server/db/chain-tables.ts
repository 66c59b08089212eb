import type { Generated } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { EntryId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs, Minor } from '../../shared/kernel/units.ts';

/** One unbroken chain on one disk, and how far HQ has accepted it. */
export type ChainTable = {
  readonly till: TillId;
  readonly epoch: number;
  readonly public_key: string;
  readonly wm: Generated<number>;
  readonly head_hash: string;
  readonly last_at_ms: Generated<EpochMs>;
  readonly suspended: Generated<boolean>;
  readonly enrolled_at_ms: EpochMs;
  /** Set when this device was stolen or retired: it gets nothing more, but what it sends is still stored. */
  readonly revoked_at_ms: EpochMs | null;
};

/** Entries in chain order. `repeated` marks a chain place whose id was posted before: it has no effects. */
export type EntryTable = {
  readonly till: TillId;
  readonly epoch: number;
  readonly seq: number;
  readonly id: EntryId;
  readonly kind: string;
  readonly repeated: boolean;
  readonly hash: string;
  readonly prev: string;
  readonly head: string;
  /** Erasable: null once its keeping is over. */
  readonly body: string | null;
  readonly sig: string;
  readonly business_date: BusinessDate;
  readonly total_minor: Minor;
  readonly received_at_ms: EpochMs;
  readonly posted_at_ms: EpochMs;
  readonly log_index: number;
};

export type ForkEvidenceTable = {
  readonly till: TillId;
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
  readonly head: string;
  readonly body: string;
  readonly sig: string;
  readonly reason: string;
  readonly log_index: number | null;
  readonly received_at_ms: EpochMs;
};

/** What waits for a person: effects in suspense (`log_index` set), or an entry that was refused (kept whole). */
export type QuarantineTable = {
  readonly id: Generated<number>;
  readonly till: TillId;
  readonly epoch: number;
  readonly seq: number | null;
  readonly entry_id: string | null;
  readonly hash: string;
  readonly reason: string;
  readonly log_index: number | null;
  readonly refused: string | null;
  readonly at_ms: EpochMs;
  readonly resolved_at_ms: EpochMs | null;
};

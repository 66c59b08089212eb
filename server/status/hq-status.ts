/** What an operator should know of HQ at one moment. It names tills, entries and leases, never a member. */
import type { StoreId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { IncidentKind } from '../../shared/posting/book/changes.ts';
import type { ListedTill } from '../enrol/list-tills.ts';

export const MAX_STATUS_ROWS = 200;

/** Sums beyond it are told as this: only a forging till claims as much. */
export const MOST_COUNTED = Number.MAX_SAFE_INTEGER;

export type HqStatus = {
  readonly atMs: EpochMs;
  readonly logIndex: number;
  readonly hqEpoch: number;
  readonly units: Units;
  /** By asset; each sums to 0, or the books are wrong. */
  readonly sums: readonly AssetSums[];
  /** The one that was silent longest first; blocked ones last. */
  readonly tills: Some<TillStatus>;
  readonly forks: Some<ForkStatus>;
  readonly quarantine: Some<QuarantineStatus>;
  readonly incidents: Some<IncidentStatus>;
  /** Leases past their end without a proof that they were not used. */
  readonly frozen: Some<FrozenLease>;
};

/** The first rows, and how many there are in all. */
export type Some<T> = { readonly count: number; readonly rows: readonly T[] };

/** How amounts are told; null where companies of this HQ differ. */
export type Units = {
  readonly pointsScale: 1 | 10 | 100 | null;
  readonly currency: { readonly code: string; readonly exponent: 0 | 2 } | null;
  readonly timeZone: string;
};

export const HOUSE_COLUMNS = ['issued', 'redeemed', 'expired', 'risk', 'loss', 'adjusted'] as const;
export type HouseColumn = (typeof HOUSE_COLUMNS)[number];
export const OWNER_COLUMNS = ['available', 'pending', 'leased', 'receivable'] as const;
export type OwnerColumn = (typeof OWNER_COLUMNS)[number];

export type AssetSums = { readonly [Column in SumColumn]: number } & {
  readonly asset: Asset;
  /** Balances of owners as they stand in their rows, and of the house as movements sum it: 0. */
  readonly total: number;
};

export type SumColumn = HouseColumn | OwnerColumn | 'suspense';

export const SUM_COLUMNS: readonly SumColumn[] = [...OWNER_COLUMNS, 'suspense', ...HOUSE_COLUMNS];

/** Columns in which something stands, so that the table fits onto paper; loss is told even when there is none. */
export const toldColumns = (sums: readonly AssetSums[]): readonly SumColumn[] =>
  SUM_COLUMNS.filter((column) => column === 'loss' || sums.some((row) => row[column] !== 0));

export type AssetAmount = { readonly asset: Asset; readonly amount: number };

export type TillStatus = Pick<ListedTill, 'till' | 'name' | 'epoch' | 'state'> & {
  readonly store: StoreId;
  readonly storeName: string;
  /** Null until it was heard of. */
  readonly heardAtMs: EpochMs | null;
  /** Entries that it had still to send when it was last heard of. */
  readonly unsent: number;
  /** Leases that it holds, in all its epochs. */
  readonly leases: number;
  /** Of these, past their end in HQ's time: the till's next entry closes them. */
  readonly leasesPastEnd: number;
  /** What is left in them: the most that can be lost by it (protocol.md section 11). */
  readonly exposure: readonly AssetAmount[];
};

export type ForkStatus = {
  readonly till: TillId;
  readonly epoch: number;
  /** Entries kept beside the chain: of other histories, and after gaps. */
  readonly forks: number;
  readonly afterGaps: number;
  readonly suspended: boolean;
  readonly firstAtMs: EpochMs;
  readonly lastAtMs: EpochMs;
};

export type QuarantineStatus = {
  readonly id: number;
  readonly till: TillId;
  readonly epoch: number;
  readonly seq: number | null;
  readonly reason: string;
  readonly atMs: EpochMs;
  /** `effects`: an entry in its chain whose effects wait. `entry`: one that was refused, and is kept whole. */
  readonly waits: 'effects' | 'entry';
};

export type IncidentStatus = {
  readonly kind: IncidentKind;
  readonly till: TillId | null;
  readonly asset: Asset | null;
  readonly times: number;
  readonly amount: number;
  readonly lastAtMs: EpochMs;
};

export type FrozenLease = {
  readonly lease: string;
  readonly till: TillId;
  readonly epoch: number;
  readonly asset: Asset;
  readonly remaining: number;
  readonly expiresAtMs: EpochMs;
};

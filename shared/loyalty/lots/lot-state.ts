/** LOT-n: what a holder has of one asset, as lots, and what is owed. It is what its events fold to. */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { LotTerms } from './lot-terms.ts';

export type Lot = LotTerms & {
  readonly id: string;
  /** The earning it comes from: its own id, or for a lot that a refund opened the lot's before. */
  readonly source: string;
  readonly earnedOn: BusinessDate;
  readonly atMs: number;
  readonly remaining: number;
  /** Written off when it ended. */
  readonly expired: number;
};

export type Earning = {
  readonly id: string;
  readonly amount: number;
  readonly clawedBack: number;
  readonly clawbacks: readonly string[];
};

export type Spending = {
  readonly id: string;
  readonly amount: number;
  readonly refunded: number;
  readonly refunds: readonly string[];
  /** From which lots, in the order of taking; a last slice without a lot is what was owed for it. */
  readonly slices: readonly Slice[];
};

export type Slice = { readonly lotId: string | null; readonly amount: number };

export type LotState = {
  readonly lots: readonly Lot[];
  readonly earnings: readonly Earning[];
  readonly spendings: readonly Spending[];
  /** The receivable: the next credits repay it. While it is above 0, nothing can be spent. */
  readonly owed: number;
};

export const NO_LOTS: LotState = { lots: [], earnings: [], spendings: [], owed: 0 };

/** Most earnings, and most spendings, of one holder and asset. */
export const MAX_LOT_RECORDS = 20_000;

export const isLive = (lot: Lot, date: BusinessDate): boolean => lot.lastDay === null || lot.lastDay >= date;

export const isSpendable = (lot: Lot, date: BusinessDate): boolean =>
  lot.remaining > 0 && lot.activeOn <= date && isLive(lot, date);

/** LOT-3: what ends first goes first, what never ends last; then by accrual time, then by id. */
export function bySpendingOrder(a: Lot, b: Lot): number {
  if (a.lastDay !== b.lastDay) {
    if (a.lastDay === null) return 1;
    if (b.lastDay === null) return -1;
    return a.lastDay < b.lastDay ? -1 : 1;
  }
  if (a.earnedOn !== b.earnedOn) return a.earnedOn < b.earnedOn ? -1 : 1;
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

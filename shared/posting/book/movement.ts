import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EffectId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/units.ts';
import type { Asset } from '../../loyalty/asset.ts';

/** One movement of the double entry: `amount` leaves `debit` and arrives at `credit`. */
export type Movement = {
  /** `entryId#n`, or `ref#n` of HQ's own record. */
  readonly effectId: EffectId;
  /** 1, 2 … where one effect moves in several steps. */
  readonly leg: number;
  readonly debit: string;
  readonly credit: string;
  readonly asset: Asset;
  readonly amount: number;
  /** The lot of which this is a slice. Null only where neither account is kept in lots nor what has ended. */
  readonly lot: string | null;
};

/** A lot's own facts; how much of it lies in which account is the sum of its movements. */
export type Lot = {
  /** The effect that made it. A lot that a refund opened is `source/refund`: the EARN it comes from, and the refund. */
  readonly id: string;
  readonly asset: Asset;
  readonly earnedAtMs: EpochMs;
  readonly activeOn: BusinessDate;
  /** Null: it never ends. */
  readonly lastDay: BusinessDate | null;
  /** A visit moves the last day to so many days later; null: nothing does. */
  readonly idleDays: number | null;
};

/** What an account holds of a lot. */
export type LotSlice = { readonly lot: Lot; readonly remaining: number };

/** Balances by `balanceKey`. */
export type Balances = ReadonlyMap<string, number>;

export const balanceKey = (account: string, asset: Asset): string => `${account} ${asset}`;

export function splitBalanceKey(key: string): { readonly account: string; readonly asset: Asset } {
  const space = key.indexOf(' ');
  return { account: key.slice(0, space), asset: key.slice(space + 1) as Asset };
}

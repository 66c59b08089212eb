import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { EffectId } from '../../shared/kernel/ids.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';

/** One movement of the double entry: `amount` leaves `debit` and arrives at `credit`. */
export type Transfer = {
  readonly effectId: EffectId;
  /** 1, 2 … where one effect moves in several steps. */
  readonly leg: number;
  readonly debit: string;
  readonly credit: string;
  readonly asset: Asset;
  readonly amount: number;
  /** How long the lot lives that this makes; absent: at once and for ever. */
  readonly lot?: { readonly activeOn: BusinessDate; readonly lastDay: BusinessDate | null };
};

/** Balances by `balanceKey`. */
export type Balances = ReadonlyMap<string, number>;

export const balanceKey = (account: string, asset: Asset): string => `${account} ${asset}`;

export function splitBalanceKey(key: string): { readonly account: string; readonly asset: Asset } {
  const space = key.indexOf(' ');
  return { account: key.slice(0, space), asset: key.slice(space + 1) as Asset };
}

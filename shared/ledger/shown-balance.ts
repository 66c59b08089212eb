/**
 * BAL-1 (protocol.md section 18): the balance a till shows is HQ's row plus the till's own effects that the row does
 * not contain yet, whatever way they reached HQ. What is leased is the member's until it is spent.
 */
import type { Asset } from '../loyalty/asset.ts';
import type { MemberRow } from '../loyalty/seen/member.ts';
import type { Effect } from './entry.ts';

/** An effect of this till; `logIndex` is null until HQ has said where it stands in its log. */
export type OwnEffect = {
  readonly effect: Effect;
  readonly asset: Asset;
  readonly amount: number;
  readonly logIndex: number | null;
};

export type ShownBalance = {
  /** HQ's word, leased or not, less own spending; what was earned here and is not posted yet stands in `pending`. */
  readonly available: number;
  readonly pending: number;
};

const SIGN = { EARN: 1, REFUND: 1, REDEEM: -1, CLAWBACK: -1 } as const satisfies Record<Effect, 1 | -1>;

export function shownBalance(row: MemberRow, asset: Asset, own: readonly OwnEffect[]): ShownBalance {
  const balance = row.balances.find((each) => each.asset === asset);
  let available = (balance?.available ?? 0) + (balance?.leased ?? 0);
  let pending = balance?.pending ?? 0;
  for (const each of own) {
    if (each.asset !== asset || (each.logIndex !== null && each.logIndex <= row.asOf)) continue;
    if (SIGN[each.effect] > 0) pending += each.amount;
    else available -= each.amount;
  }
  return { available: Math.max(0, available), pending };
}

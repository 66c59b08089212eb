import { ownedOf } from '../accrual/owns.ts';
import type { Asset } from '../asset.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { MemberRow } from '../seen/member.ts';

/** EXP-4: all of an asset that is the member's once this sale is posted, what is still pending included. */
export function balanceAfter(member: MemberRow, effects: readonly OutcomeEffect[], wanted: Asset): number {
  let balance = ownedOf(member, wanted);
  for (const { effect, asset, amount, to } of effects)
    if (asset === wanted && to === undefined) balance += effect === 'EARN' ? amount : -amount;
  return balance;
}

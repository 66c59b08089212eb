import type { Asset } from '../asset.ts';
import type { MemberRow } from '../seen/member.ts';

/** All of an asset that is the member's, also what tills hold rights to and what is pending. */
export function ownedOf({ balances }: MemberRow, asset: Asset): number {
  const balance = balances.find((each) => each.asset === asset);
  return balance ? balance.available + balance.leased + balance.pending : 0;
}

export const owns =
  (member: MemberRow) =>
  (asset: Asset): boolean =>
    ownedOf(member, asset) > 0;

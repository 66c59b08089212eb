import type { Asset } from '../asset.ts';
import type { Seen } from '../seen/seen.ts';

/**
 * RED-2: what the member may spend of an asset here. A till that holds rights spends no more than those: a right was
 * taken out of the balance when it was granted, so both are compared with what HQ counts as the member's.
 */
export function spendable({ member, held }: Pick<Seen, 'member' | 'held'>, asset: Asset): number {
  const balance = member?.balances.find((each) => each.asset === asset);
  if (!balance) return 0;
  if (!held) return balance.available;
  const right = held.reduce((sum, each) => (each.asset === asset ? sum + each.amount : sum), 0);
  return Math.min(balance.available + balance.leased, right);
}

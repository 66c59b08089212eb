import type { Asset } from '../asset.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import { conditionHolds } from '../compile/condition.ts';
import type { NextReward } from '../outcome/explanation.ts';
import type { Cost } from '../programme/rule.ts';
import type { Seen } from '../seen/seen.ts';

type BalanceAfter = (asset: Asset) => number;

/**
 * EXP-4: among the rewards that the member may take now, the cheapest that the balance after this sale does not reach.
 * Rewards of several assets are compared by the part of their cost that is missing; equal ones go by cost, then id.
 */
export function nextReward(
  { rewards }: CompiledProgramme,
  seen: Seen,
  after: BalanceAfter,
): NextReward | null {
  let nearest: (NextReward & { readonly cost: Cost }) | null = null;
  for (const { rule, cost } of rewards) {
    if (!cost) continue;
    const short = cost.amount - after(cost.asset);
    if (short <= 0 || (nearest && !isNearer({ short, cost }, nearest))) continue;
    if (rule.when && !conditionHolds(rule.when, seen)) continue;
    nearest = { ruleId: rule.id, name: rule.name, asset: cost.asset, short, cost };
  }
  if (!nearest) return null;
  const { cost: _, ...told } = nearest;
  return told;
}

type Distance = { readonly short: number; readonly cost: Cost };

/** By short ÷ cost, without dividing. */
function isNearer(a: Distance, b: Distance): boolean {
  const difference = BigInt(a.short) * BigInt(b.cost.amount) - BigInt(b.short) * BigInt(a.cost.amount);
  return difference < 0n || (difference === 0n && a.cost.amount < b.cost.amount);
}

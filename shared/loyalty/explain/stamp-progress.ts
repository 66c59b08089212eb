import type { Asset } from '../asset.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import { conditionHolds } from '../compile/condition.ts';
import type { Progress } from '../outcome/explanation.ts';
import type { Seen } from '../seen/seen.ts';

/** EXP-5: a stamp card that the member has begun, towards the cheapest reward that it buys. */
export function stampProgress(
  { rewards }: CompiledProgramme,
  seen: Seen,
  after: (asset: Asset) => number,
): readonly Progress[] {
  const cards = new Map<Asset, Progress>();
  for (const { rule, cost } of rewards) {
    if (!cost?.asset.startsWith('stamps:')) continue;
    const known = cards.get(cost.asset);
    if (known && known.target <= cost.amount) continue;
    const have = after(cost.asset);
    if (have <= 0 || (rule.when && !conditionHolds(rule.when, seen))) continue;
    const { id: ruleId, name } = rule;
    cards.set(cost.asset, {
      ruleId,
      name,
      asset: cost.asset,
      have: Math.min(have, cost.amount),
      target: cost.amount,
    });
  }
  return [...cards.values()];
}

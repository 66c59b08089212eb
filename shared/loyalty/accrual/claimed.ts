/** Claims of rules that accrual judges (ACC-14); those of price rules and rewards are judged with the prices. */
import type { RuleId } from '../../kernel/ids.ts';
import type { CompiledProgramme, CompiledRule } from '../compile/compiled.ts';
import type { Refusal } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';

export const isClaimed = ({ claims }: Pick<Seen, 'claims'>, { rule }: CompiledRule): boolean =>
  claims?.some(({ ruleId }) => ruleId === rule.id) === true;

/** `gave`: rules that gave something or moved a quest, or that another rule stands in for. */
export function refusedClaims(
  compiled: CompiledProgramme,
  { claims = [] }: Pick<Seen, 'claims'>,
  gave: ReadonlySet<string>,
): readonly Refusal[] {
  if (claims.length === 0) return [];
  const asked = new Set(claims.map(({ ruleId }) => ruleId));
  const own = accrualRules(compiled);
  return [...asked]
    .filter((ruleId) => own.has(ruleId) && !gave.has(ruleId))
    .sort()
    .map((ruleId) => ({ kind: 'claim', ruleId, largestTimes: 0 }));
}

export function accrualRules({
  earning,
  awards,
  quests,
  referrals,
  privileges,
}: CompiledProgramme): ReadonlySet<RuleId> {
  const rules: readonly CompiledRule[] = [...earning, ...awards, ...quests, ...referrals, ...privileges];
  return new Set(rules.map(({ rule }) => rule.id));
}

/** How often a rule may still give something on this receipt (LIM-11, LIM-12). */
import { MAX_TIMES } from '../../kernel/limits.ts';
import type { CompiledRule } from '../compile/compiled.ts';
import type { RuleLimits } from '../programme/limits.ts';
import type { RuleUsage, Seen } from '../seen/seen.ts';

/**
 * 0 when a limit over receipts is used up, else `timesPerReceipt` (`MAX_TIMES` without one). What today's receipts of
 * this till used and what HQ knows of the member are added up.
 */
export function timesLeft({ rule }: Pick<CompiledRule, 'rule'>, seen: Seen): number {
  const { limits } = rule;
  if (!limits) return MAX_TIMES;
  if (isUsedUp(limits, rule.id, seen)) return 0;
  return Math.min(limits.timesPerReceipt ?? MAX_TIMES, MAX_TIMES);
}

type Times = 'timesPerMemberDay' | 'timesPerMember' | 'timesPerCashierDay' | 'timesInAll';

function isUsedUp(limits: RuleLimits, ruleId: RuleUsage['ruleId'], seen: Seen): boolean {
  const passes = (name: Times, used: (usage: RuleUsage | undefined) => number): boolean => {
    const most = limits[name];
    return most !== undefined && used(seen.usage?.find((usage) => usage.ruleId === ruleId)) >= most;
  };
  const isPerMember = limits.timesPerMemberDay !== undefined || limits.timesPerMember !== undefined;
  if (isPerMember && seen.member === null) return true;
  return (
    passes('timesPerMemberDay', (usage) => usage?.memberToday ?? 0) ||
    passes('timesPerCashierDay', (usage) => usage?.cashierToday ?? 0) ||
    passes('timesInAll', (usage) => usage?.inAll ?? 0) ||
    passes('timesPerMember', (usage) => usesInRow(seen, ruleId) + (usage?.memberSinceRow ?? 0))
  );
}

const usesInRow = ({ member }: Seen, ruleId: RuleUsage['ruleId']): number =>
  member?.uses?.find((uses) => uses.ruleId === ruleId)?.times ?? 0;

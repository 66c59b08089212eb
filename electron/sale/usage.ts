/**
 * SAL-11, SAL-12: what limited rules have given before this receipt, as main signs it and as the window is told, so that
 * both price alike. Rules without any use are left out.
 */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import { countedRules } from '../../shared/loyalty/limits/counted-uses.ts';
import type { RuleUsage } from '../../shared/loyalty/seen/seen.ts';
import { usesToday } from '../../shared/shift/till-usage.ts';
import type { Desk } from '../till/desk.ts';

export type UsageFacts = {
  readonly compiled: CompiledProgramme;
  readonly date: BusinessDate;
  /** The member's row is true at the log index `asOf`. */
  readonly member: { readonly id: MemberId; readonly asOf: number } | null;
};

export function usageOf(desk: Desk, { compiled, date, member }: UsageFacts): readonly RuleUsage[] {
  const counted = countedRules(compiled);
  if (counted.length === 0) return [];
  const { usage, cashier } = desk.journal.state();
  const sinceRow = member ? desk.entries.ownUses(member.id, member.asOf) : [];
  const told = desk.reference.usesInAll();
  return counted.flatMap((ruleId): readonly RuleUsage[] => {
    const today = usesToday(usage, { date, member: member?.id ?? null, cashier, use: ruleId });
    const memberSinceRow = sinceRow.filter((use) => use === ruleId).length;
    const inAll = told.get(ruleId) ?? 0;
    const isUnused = today.memberToday + today.cashierToday + memberSinceRow + inAll === 0;
    return isUnused ? [] : [{ ruleId, ...today, memberSinceRow, inAll }];
  });
}

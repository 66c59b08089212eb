/**
 * SAL-9: what a receipt uses up of the limits that count receipts. Only what the programme limits is counted, so a
 * programme without limits costs a sale nothing.
 */
import type { CompiledProgramme, CompiledRule } from '../compile/compiled.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { RuleUsage } from '../seen/seen.ts';

export type CountedUse = RuleUsage['ruleId'];

/** Rules whose uses are counted, then `earning` and `redemption` where the programme limits them. */
export function countedRules({ programme, rules }: CompiledProgramme): readonly CountedUse[] {
  return [
    ...rules.filter(isCounted).map(({ rule }) => rule.id),
    ...(programme.limits?.earningReceiptsPerMemberDay === undefined ? [] : (['earning'] as const)),
    ...(programme.redemption?.perDay === undefined ? [] : (['redemption'] as const)),
  ];
}

/** What this receipt adds to the counts, once each. */
export function countedUses(
  compiled: CompiledProgramme,
  { explanation, effects, redemption }: Pick<Outcome, 'explanation' | 'effects' | 'redemption'>,
): readonly CountedUse[] {
  const gave = new Set<CountedUse>(explanation.fired.map(({ ruleId }) => ruleId));
  gave.delete('redemption');
  if (effects.some(({ effect, to, cardId }) => effect === 'EARN' && to === undefined && cardId === undefined))
    gave.add('earning');
  if (redemption.points > 0) gave.add('redemption');
  return countedRules(compiled).filter((use) => gave.has(use));
}

function isCounted({ rule }: CompiledRule): boolean {
  const { limits, give } = rule;
  return (
    give.kind === 'earnPerVisit' ||
    limits?.timesPerMemberDay !== undefined ||
    limits?.timesPerMember !== undefined ||
    limits?.timesPerCashierDay !== undefined ||
    limits?.timesInAll !== undefined
  );
}

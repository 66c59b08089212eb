/** Quests, punch cards and streaks: what this receipt adds, and what reaching the target gives (QST-1 … QST-4). */

import { MAX_EARNED } from '../../kernel/limits.ts';
import type { CompiledRule } from '../compile/compiled.ts';
import { conditionHolds } from '../compile/condition.ts';
import type { Progress } from '../outcome/explanation.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { QuestGive } from '../programme/give.ts';
import type { AccrualRun, Applied, Share } from './accrual-run.ts';
import { applies } from './applies.ts';
import { awardShares } from './award-share.ts';
import { paidUnits } from './earning-line.ts';
import { owns } from './owns.ts';
import { type QuestStep, questStep } from './quest-step.ts';

export type QuestsMoved = {
  readonly shares: readonly Share[];
  readonly effects: readonly OutcomeEffect[];
  readonly progress: readonly Progress[];
};

/** Progress is shown to whoever may take part now, also when this receipt adds nothing to it. */
export function questRules(run: AccrualRun): QuestsMoved {
  const shares: Share[] = [];
  const effects: OutcomeEffect[] = [];
  const progress: Progress[] = [];
  for (const each of run.compiled.quests) {
    const applied = applies(run, each);
    const step = stepOf(run, each, applied);
    if (applied && step.made > 0) {
      effects.push({ effect: 'EARN', asset: assetOf(each), amount: step.made, ruleId: each.rule.id });
      const { award } = each.rule.give;
      shares.push(...awardShares(applied, { award, times: step.awards, owns: owns(run.member) }));
    }
    if (isShown(run, each, step)) progress.push(progressOf(each, step));
  }
  return { shares, effects, progress };
}

const assetOf = ({ rule }: CompiledRule<QuestGive>) => `quest:${rule.give.questId}` as const;

function stepOf(
  { member, seen }: AccrualRun,
  { rule: { give } }: CompiledRule<QuestGive>,
  applied: Applied<QuestGive> | null,
): QuestStep {
  const before = member.quests?.find(({ questId }) => questId === give.questId);
  return questStep(give, before, { made: applied ? madeBy(applied) : 0, date: seen.clock.businessDate });
}

function madeBy({ each, covered, baseMinor }: Applied<QuestGive>): number {
  const { count } = each.rule.give;
  if (count === 'spend') return Math.min(baseMinor, MAX_EARNED);
  return count === 'units' ? covered.reduce((sum, line) => sum + paidUnits(line), 0) : 1;
}

/** A quest whose awards were all given before this receipt is over. */
const isShown = (
  { seen }: AccrualRun,
  { rule }: CompiledRule<QuestGive>,
  { after, made }: QuestStep,
): boolean =>
  (made > 0 || rule.give.times === undefined || after.awards < rule.give.times) &&
  (!rule.when || conditionHolds(rule.when, seen));

function progressOf(each: CompiledRule<QuestGive>, { after }: QuestStep): Progress {
  const { id, name, give } = each.rule;
  const isOver = give.times !== undefined && after.awards >= give.times;
  return {
    ruleId: id,
    name,
    asset: assetOf(each),
    have: isOver ? give.target : after.progress,
    target: give.target,
    count: give.count,
  };
}

/** Line and basket rules (DSC-n, STK-n, GFT-n): what each takes off which line. */
import { accrualRules } from '../accrual/claimed.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { FiredRule, MissedRule } from '../outcome/explanation.ts';
import type { LineCut, Offer, Refusal } from '../outcome/outcome.ts';
import type { ShelfLine } from '../price/shelf-line.ts';
import type { Seen } from '../seen/seen.ts';
import { playExclusive, withoutExclusive } from './exclusive.ts';
import { playGroup } from './groups.ts';
import { beginRun, type PriceRun } from './price-run.ts';
import { cutLine, type Run, workingLines } from './working-line.ts';

/** A line after the price rules; `cuts` never bring it below its floor. */
export type CutLine = ShelfLine & {
  readonly cuts: readonly LineCut[];
  /** Present when the line's units are no longer worth the same: rewards, which come later, reach them one by one. */
  readonly runs?: readonly Readonly<Run>[];
};

export type Discounted = {
  readonly lines: readonly CutLine[];
  readonly fired: readonly FiredRule[];
  readonly missed: readonly MissedRule[];
  readonly offers: readonly Offer[];
  readonly refusals: readonly Refusal[];
};

export function applyDiscounts(
  compiled: CompiledProgramme,
  seen: Seen,
  lines: readonly ShelfLine[],
): Discounted {
  const run = beginRun(compiled, seen, workingLines(lines));
  const { groups, exclusive } = compiled;
  if (!playExclusive(run, exclusive))
    for (const group of groups) playGroup(run, exclusive.length === 0 ? group : withoutExclusive(group));
  refuseTheRest(run, compiled);
  const cut = [...run.lines].sort((a, b) => a.at - b.at).map(cutLine);
  const { fired, missed, offers, refusals } = run;
  return { lines: cut, fired, missed, offers, refusals };
}

/**
 * Claims and gifts of rules that do not hold, or that nobody knows; those of rewards are judged with the rewards, claims
 * of earning rules with accrual.
 */
function refuseTheRest(run: PriceRun, compiled: CompiledProgramme): void {
  const { rules } = compiled;
  const isReward = (ruleId: string) => rules.some((each) => each.cost !== null && each.rule.id === ruleId);
  const told = new Set([
    ...run.fired.map(({ ruleId }) => ruleId),
    ...run.offers.map(({ ruleId }) => ruleId),
    ...run.missed.flatMap(({ ruleId, reason }) => (reason.kind === 'beaten' ? [ruleId] : [])),
    ...run.refusals.flatMap((refusal) => ('ruleId' in refusal ? [refusal.ruleId] : [])),
  ]);
  const ofAccrual = run.claims.size > 0 ? accrualRules(compiled) : told;
  for (const ruleId of run.claims.keys())
    if (!told.has(ruleId) && !ofAccrual.has(ruleId) && !isReward(ruleId))
      run.refusals.push({ kind: 'claim', ruleId, largestTimes: 0 });
  for (const { line } of run.lines) {
    const { giftOf, n } = line;
    if (giftOf === undefined || isReward(giftOf) || told.has(giftOf)) continue;
    run.refusals.push({ kind: 'gift', n, ruleId: giftOf });
  }
}

/**
 * ACC-13: when an exclusive earning rule gives something, no other earning rule of that asset does; the one that gives
 * most wins, among equals the one with the smaller id. An exclusive multiplier keeps the rates that it multiplies.
 */
import { type AccrualRun, type Block, tellMissed } from './accrual-run.ts';
import { capped } from './floors.ts';
import { floor, total } from './fraction.ts';
import type { RateBlock } from './rates.ts';

export type Blocks = { readonly rates: readonly RateBlock[]; readonly others: readonly Block[] };

/** The blocks of one asset that count. */
export function withoutExcluded(run: AccrualRun, { rates, others }: Blocks): readonly Block[] {
  const all = [...rates, ...others];
  if (!all.some(isExclusive)) return all;
  const winner = best(all.filter(isExclusive).map((block) => ({ block, kept: keptBy(block, rates) })));
  if (!winner) return all.filter((block) => !isExclusive(block));
  for (const { each } of all)
    if (!winner.kept.some((block) => block.each === each))
      tellMissed(run, each, { kind: 'beaten', by: winner.block.each.rule.id });
  return winner.kept;
}

type Candidate = { readonly block: Block; readonly kept: readonly Block[] };

const isExclusive = ({ each }: Block): boolean => each.rule.stack?.exclusive === true;

const keptBy = (block: Block, rates: readonly RateBlock[]): readonly Block[] =>
  block.each.rule.give.kind === 'earnMultiplier'
    ? [...rates.filter((rate) => !isExclusive(rate)), block]
    : [block];

/** By what all that is kept gives; nothing is excluded for a rule that gives nothing itself. */
function best(candidates: readonly Candidate[]): Candidate | null {
  let [found, most]: [Candidate | null, number] = [null, 0];
  for (const candidate of candidates) {
    if (floor(capped(candidate.block)) <= 0) continue;
    const amount = floor(total(candidate.kept.map(capped)));
    if (found && (amount < most || (amount === most && idOf(found) < idOf(candidate)))) continue;
    [found, most] = [candidate, amount];
  }
  return found;
}

const idOf = ({ block }: Candidate): string => block.each.rule.id;

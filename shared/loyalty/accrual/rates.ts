/**
 * Rules that give in proportion to what was spent: one rate counts for each, and what the member's tier or activity adds
 * to the rule's first rate is a reason of its own (ACC-3, ACC-10).
 */
import { minor } from '../../kernel/units.ts';
import type { EarnGive, EarnPerMoney, Rate, RateStep } from '../programme/give.ts';
import { tierById } from '../tier/tier.ts';
import { type AccrualRun, type Applied, type Block, reasonOf, type Term, tellMissed } from './accrual-run.ts';
import { activityOf } from './activity.ts';
import { byRate, rateDifference } from './fraction.ts';

export type RateGive = Extract<EarnGive, { kind: 'earnPerMoney' | 'earnByReceipt' | 'earnByActivity' }>;

/** A block with the rate that counted, for multipliers. */
export type RateBlock = Block & { readonly applied: Applied<RateGive>; readonly rate: Rate };

export function rateBlock(run: AccrualRun, applied: Applied<RateGive>): RateBlock | null {
  const { give } = applied.each.rule;
  const found = ratesOf(run, applied, give);
  if (!found) return null;
  const asset = give.asset ?? 'points';
  const { baseMinor } = applied;
  const terms: Term[] = [
    { reason: reasonOf(applied, { part: 'base', asset }), amount: byRate(found.first, baseMinor) },
  ];
  if (found.counts !== found.first)
    terms.push({
      reason: reasonOf(applied, { asset, ...found.why }),
      amount: rateDifference(found.counts, found.first, baseMinor),
    });
  return { each: applied.each, asset, terms, applied, rate: found.counts };
}

type Rates = {
  readonly first: Rate;
  readonly counts: Rate;
  readonly why: Pick<Term['reason'], 'part'> & Partial<Term['reason']>;
};

function ratesOf(run: AccrualRun, applied: Applied<RateGive>, give: RateGive): Rates | null {
  switch (give.kind) {
    case 'earnPerMoney':
      return byTier(run, give);
    case 'earnByReceipt':
      return byReceipt(run, applied, give.steps);
    case 'earnByActivity':
      return byActivity(run, give);
  }
}

function byTier({ compiled, member }: AccrualRun, { rate, rateByTier }: EarnPerMoney): Rates {
  const own = rateByTier?.find(({ tierId }) => tierId === member.tierId);
  const tierName = own ? (tierById(compiled.programme, own.tierId)?.name ?? null) : null;
  return { first: rate, counts: own ?? rate, why: { part: 'tier', tierId: own?.tierId ?? null, tierName } };
}

function byReceipt(run: AccrualRun, { each, baseMinor }: Applied, steps: readonly RateStep[]): Rates | null {
  const step = highestStep(steps, baseMinor);
  if (step) return { first: step, counts: step, why: { part: 'base' } };
  const lowest = steps.reduce((least, { from }) => Math.min(least, from), Number.MAX_SAFE_INTEGER);
  tellMissed(run, each, { kind: 'sumTooSmall', shortMinor: minor(lowest - baseMinor) });
  return null;
}

function byActivity(
  { member, seen }: AccrualRun,
  give: Extract<RateGive, { kind: 'earnByActivity' }>,
): Rates | null {
  const counts = highestStep(give.steps, activityOf(give, member.counters, seen.clock.businessDate));
  const first = give.steps.reduce<RateStep | null>(
    (low, step) => (low && low.from <= step.from ? low : step),
    null,
  );
  return counts && first && { first, counts, why: { part: 'activity' } };
}

/** Steps may stand in any order. */
function highestStep(steps: readonly RateStep[], reached: number): RateStep | null {
  let highest: RateStep | null = null;
  for (const step of steps) if (step.from <= reached && step.from >= (highest?.from ?? 0)) highest = step;
  return highest;
}

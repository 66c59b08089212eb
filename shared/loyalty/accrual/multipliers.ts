/** ACC-5: a multiplier adds (factor − 1) of what the goods it covers earned by rates; several add up. */
import type { EarnGive } from '../programme/give.ts';
import { type AccrualRun, type Applied, type Block, reasonOf } from './accrual-run.ts';
import { baseOf } from './applies.ts';
import type { EarningLine } from './earning-line.ts';
import { type Fraction, scaled, total } from './fraction.ts';
import type { RateBlock } from './rates.ts';

export type MultiplierGive = Extract<EarnGive, { kind: 'earnMultiplier' }>;

const FULL_BPS = 10_000;

export function multiplierBlock(
  run: AccrualRun,
  applied: Applied<MultiplierGive>,
  rates: readonly RateBlock[],
): Block {
  const { give } = applied.each.rule;
  const asset = give.asset ?? 'points';
  const multiplied = rates.filter((rate) => rate.asset === asset && !rate.each.rule.stack?.exclusive);
  const amount = scaled(earnedBy(run, applied, multiplied), give.factorBps - FULL_BPS, FULL_BPS);
  return {
    each: applied.each,
    asset,
    terms: [{ reason: reasonOf(applied, { part: 'multiplier', asset }), amount }],
  };
}

/** Rates are few and often of one denominator, so products are summed before anything becomes a fraction. */
function earnedBy(run: AccrualRun, applied: Applied, rates: readonly RateBlock[]): Fraction {
  const numerators = new Map<number, bigint>();
  for (const { rate, applied: by } of rates) {
    const sumMinor = sharedMinor(run, applied, by);
    if (sumMinor === 0) continue;
    const product = BigInt(sumMinor) * BigInt(rate.amount);
    numerators.set(rate.perMinor, (numerators.get(rate.perMinor) ?? 0n) + product);
  }
  return total([...numerators].map(([per, numerator]) => ({ numerator, denominator: BigInt(per) })));
}

/** The sum of the goods that both cover. A list as long as all lines covers them all. */
function sharedMinor({ lines }: AccrualRun, a: Applied, b: Applied): number {
  if (b.covered === a.covered || b.covered.length === lines.length) return a.baseMinor;
  if (a.covered.length === lines.length) return b.baseMinor;
  const others = new Set<EarningLine>(b.covered);
  return baseOf(a.covered.filter((line) => others.has(line)));
}

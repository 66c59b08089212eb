/** Rules that give by count and not by sum; multipliers do not reach them (ACC-11, ACC-12). */
import { MAX_TIMES } from '../../kernel/limits.ts';
import { ONE_UNIT_MILLI } from '../../kernel/units.ts';
import type { EarnGive } from '../programme/give.ts';
import { type AccrualRun, type Applied, type Block, reasonOf, tellMissed } from './accrual-run.ts';
import { paidMilli } from './earning-line.ts';
import { type Fraction, whole } from './fraction.ts';

export type BonusGive = Extract<EarnGive, { kind: 'earnPerUnit' | 'earnFixed' | 'earnPerVisit' }>;

export function bonusBlock(run: AccrualRun, applied: Applied<BonusGive>): Block | null {
  const { give } = applied.each.rule;
  const asset = give.asset ?? 'points';
  if (give.kind === 'earnPerVisit' && hasVisitedToday(run, applied)) {
    tellMissed(run, applied.each, { kind: 'limitReached' });
    return null;
  }
  const amount = give.kind === 'earnPerUnit' ? perUnit(applied, give) : whole(give.amount);
  return {
    each: applied.each,
    asset,
    terms: [{ reason: reasonOf(applied, { part: 'bonus', asset }), amount }],
  };
}

const hasVisitedToday = ({ seen }: AccrualRun, { each }: Applied): boolean =>
  seen.usage?.some(({ ruleId, memberToday }) => ruleId === each.rule.id && memberToday > 0) === true;

/** In proportion to the quantity that was paid for; `times` bounds how often `perMilli` counts. */
function perUnit(
  { covered, times }: Applied,
  { amount, perMilli = ONE_UNIT_MILLI }: Extract<BonusGive, { kind: 'earnPerUnit' }>,
): Fraction {
  let quantityMilli = 0;
  for (const line of covered) quantityMilli += paidMilli(line);
  if (times < MAX_TIMES) quantityMilli = Math.min(quantityMilli, times * perMilli);
  return { numerator: BigInt(amount) * BigInt(quantityMilli), denominator: BigInt(perMilli) };
}

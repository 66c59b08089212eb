/** Whether a rule of accrual holds here, and if not, what was short (ACC-4). */
import { minor } from '../../kernel/units.ts';
import type { CompiledRule } from '../compile/compiled.ts';
import { conditionHolds } from '../compile/condition.ts';
import { timesLeft } from '../limits/times-left.ts';
import type { MissReason } from '../outcome/explanation.ts';
import type { Give } from '../programme/give.ts';
import { type AccrualRun, type Applied, tellMissed } from './accrual-run.ts';
import { isClaimed } from './claimed.ts';
import { type EarningLine, paidMilli } from './earning-line.ts';
import { sumWithoutTax } from './sum-without-tax.ts';

export function applies<G extends Give>(run: AccrualRun, each: CompiledRule<G>): Applied<G> | null {
  const covered = run.coverage(each);
  const hasThreshold = each.fromMinor > 0 || each.fromMilli > 0;
  if (covered.length === 0 && !hasThreshold) return null;
  if (each.rule.when && !conditionHolds(each.rule.when, run.seen)) return null;
  const reason = hasThreshold ? shortOf(run, each, covered) : null;
  if (!reason && covered.length === 0) return null;
  const left = timesLeft(each, run.seen);
  if (reason || left === 0) {
    tellMissed(run, each, reason ?? { kind: 'limitReached' });
    return null;
  }
  if (each.byClaim && !isClaimed(run.seen, each)) {
    offer(run, each);
    return null;
  }
  return { each, covered, baseMinor: baseOf(covered), times: left };
}

/** ACC-14: a rule that waits to be taken gives nothing until it is; then once, as if nobody had to ask. */
function offer({ offers }: AccrualRun, { rule }: CompiledRule): void {
  const { id: ruleId, name } = rule;
  offers.push({ ruleId, name, times: 1, units: 0, products: [], cost: null, savesMinor: minor(0) });
}

function shortOf(run: AccrualRun, each: CompiledRule, covered: readonly EarningLine[]): MissReason | null {
  const { fromCovers } = each;
  const counted = fromCovers ? run.lines.filter(({ line }) => fromCovers(line)) : covered;
  const sumMinor = each.fromTax === 'included' ? baseOf(counted) : sumWithoutTax(counted, run.seen.taxes);
  if (sumMinor < each.fromMinor) return { kind: 'sumTooSmall', shortMinor: minor(each.fromMinor - sumMinor) };
  let quantityMilli = 0;
  for (const line of counted) quantityMilli += paidMilli(line);
  if (quantityMilli >= each.fromMilli) return null;
  return { kind: 'quantityTooSmall', shortMilli: each.fromMilli - quantityMilli };
}

export function baseOf(lines: readonly EarningLine[]): number {
  let sum = 0;
  for (const { baseMinor } of lines) sum += baseMinor;
  return sum;
}

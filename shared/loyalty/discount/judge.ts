/** Whether a price rule holds for what is left of the basket, and if not, why: the near misses are told (EXP-n). */
import type { Tax } from '../../catalog/product.ts';
import type { TaxId } from '../../kernel/ids.ts';
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import { minor } from '../../kernel/units.ts';
import type { CompiledRule } from '../compile/compiled.ts';
import { conditionHolds, lacksOnlyMember } from '../compile/condition.ts';
import { timesLeft } from '../limits/times-left.ts';
import type { MissedRule, MissReason } from '../outcome/explanation.ts';
import type { Give } from '../programme/give.ts';
import type { Seen } from '../seen/seen.ts';
import { sumLeft, type WorkingLine } from './working-line.ts';

/** A rule that holds, with what it was judged on: figures of the moment when its group began. */
export type Judged<G extends Give = Give> = {
  readonly each: CompiledRule<G>;
  readonly lines: readonly WorkingLine[];
  readonly sumMinor: number;
  readonly quantityMilli: number;
  /** At most so often on this receipt. */
  readonly times: number;
};

const ALWAYS = {};
const FULL_BPS = 10_000;

export function judge<G extends Give>(
  each: CompiledRule<G>,
  seen: Seen,
  lines: readonly WorkingLine[],
  missed: MissedRule[],
): Judged<G> | null {
  const when = each.rule.when ?? ALWAYS;
  if (!conditionHolds(when, seen) && !lacksOnlyMember(when, seen)) return null;
  const covered = coveredOf(each, lines);
  const reason = missReason(each, seen, covered);
  if (reason) {
    missed.push({ ruleId: each.rule.id, name: each.rule.name, reason });
    return null;
  }
  if (covered.length === 0) return null;
  return {
    each,
    lines: covered,
    sumMinor: sumLeft(covered),
    quantityMilli: quantityOf(covered),
    times: timesLeft(each, seen),
  };
}

/** Extra goods are covered by no rule: they fill no threshold and are not reduced again (GFT-2). */
const coveredOf = (each: CompiledRule, lines: readonly WorkingLine[]): readonly WorkingLine[] =>
  lines.filter(({ line }) => line.giftOf === undefined && each.covers(line));

function missReason(each: CompiledRule, seen: Seen, covered: readonly WorkingLine[]): MissReason | null {
  const shortMinor = each.fromMinor > 0 ? each.fromMinor - thresholdSum(each, seen, covered) : 0;
  const shortMilli = each.fromMilli > 0 ? each.fromMilli - quantityOf(covered) : 0;
  if (shortMinor > 0) return { kind: 'sumTooSmall', shortMinor: minor(shortMinor) };
  if (shortMilli > 0) return { kind: 'quantityTooSmall', shortMilli };
  if (covered.length === 0) return null;
  if (each.rule.when?.who === 'member' && seen.member === null) return { kind: 'needsMember' };
  return timesLeft(each, seen) === 0 ? { kind: 'limitReached' } : null;
}

const quantityOf = (lines: readonly WorkingLine[]): number =>
  lines.reduce((sum, { line }) => sum + line.quantityMilli, 0);

/** STK-5: without tax, the tax of every rate is taken out of the sum of its goods, rounded half up once. */
function thresholdSum({ fromTax }: CompiledRule, seen: Seen, covered: readonly WorkingLine[]): number {
  const sumMinor = sumLeft(covered);
  if (fromTax === 'included') return sumMinor;
  const rates = new Map<TaxId, Tax>(seen.taxes.map((tax) => [tax.id, tax]));
  const byTax = new Map<TaxId, number>();
  for (const { line, leftMinor } of covered) byTax.set(line.taxId, (byTax.get(line.taxId) ?? 0) + leftMinor);
  let taxMinor = 0;
  for (const [taxId, sum] of byTax) {
    const rateBps = rates.get(taxId)?.rateBps ?? 0;
    taxMinor += mulDivHalfUp(sum, rateBps, FULL_BPS + rateBps);
  }
  return sumMinor - taxMinor;
}

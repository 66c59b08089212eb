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
import type { PriceRun } from './price-run.ts';
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
  { seen, coverage, paid }: Pick<PriceRun, 'seen' | 'coverage' | 'paid'>,
  each: CompiledRule<G>,
  missed: MissedRule[],
): Judged<G> | null {
  const covered = coverage(each);
  if (covered.length === 0 && each.fromMinor === 0 && each.fromMilli === 0) return null;
  const when = each.rule.when ?? ALWAYS;
  if (!conditionHolds(when, seen) && !lacksOnlyMember(when, seen)) return null;
  const { fromCovers } = each;
  const counted = fromCovers ? paid.filter(({ line }) => fromCovers(line)) : covered;
  if (fromCovers && covered.length === 0) return null;
  const reason = missReason(each, seen, { counted, covered });
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

type Goods = { readonly counted: readonly WorkingLine[]; readonly covered: readonly WorkingLine[] };

function missReason(each: CompiledRule, seen: Seen, { counted, covered }: Goods): MissReason | null {
  const shortMinor = each.fromMinor > 0 ? each.fromMinor - thresholdSum(each, seen, counted) : 0;
  const shortMilli = each.fromMilli > 0 ? each.fromMilli - quantityOf(counted) : 0;
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

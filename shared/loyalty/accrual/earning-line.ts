/** What a line brings into accrual. */
import type { BasketLine } from '../../basket/basket.ts';
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import { type Minor, ONE_UNIT_MILLI } from '../../kernel/units.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { LineCut } from '../outcome/outcome.ts';

export type EarningLine = {
  readonly line: BasketLine;
  /** What was paid for the goods that earns: after discounts, without deposits; 0 for gifts and gift cards. */
  readonly baseMinor: Minor;
  /** Of its quantity, what became free: it earns nothing per unit (ACC-11). */
  readonly freeMilli?: number;
};

export const paidMilli = ({ line, freeMilli = 0 }: EarningLine): number =>
  Math.max(0, line.quantityMilli - freeMilli);

/** Whole pieces that were paid for; a weighed line is one unit. */
export const paidUnits = (each: EarningLine): number =>
  each.line.unit === 'kilogram' ? Math.sign(paidMilli(each)) : Math.floor(paidMilli(each) / ONE_UNIT_MILLI);

/**
 * How much of a line free goods of the basket made free, from what they took off it: whole units, each worth its share
 * of what the other rules left of the line.
 */
export function freeMilliOf(
  compiled: CompiledProgramme,
  {
    line,
    shelfMinor,
    cuts,
  }: { readonly line: BasketLine; readonly shelfMinor: number; readonly cuts: readonly LineCut[] },
): number {
  if (cuts.length === 0) return 0;
  let [freeMinor, otherMinor] = [0, 0];
  for (const { ruleId, amountMinor } of cuts) {
    if (freeGoodsRules(compiled).has(ruleId)) freeMinor += amountMinor;
    else otherMinor += amountMinor;
  }
  if (freeMinor === 0) return 0;
  if (line.unit === 'kilogram') return freeMinor + otherMinor >= shelfMinor ? line.quantityMilli : 0;
  const units = mulDivHalfUp(
    freeMinor,
    line.quantityMilli / ONE_UNIT_MILLI,
    Math.max(1, shelfMinor - otherMinor),
  );
  return Math.min(line.quantityMilli, units * ONE_UNIT_MILLI);
}

/** Made when first asked for; the compiled programme keeps it as long as it lives. */
const known = new WeakMap<CompiledProgramme, ReadonlySet<string>>();

function freeGoodsRules(compiled: CompiledProgramme): ReadonlySet<string> {
  const before = known.get(compiled);
  if (before) return before;
  const ids = new Set<string>();
  for (const { rule } of compiled.rules)
    if (rule.give.kind === 'freeGoods' && rule.give.mode === 'unit') ids.add(rule.id);
  known.set(compiled, ids);
  return ids;
}

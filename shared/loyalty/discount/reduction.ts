/**
 * What one discount rule would take off, and from which goods, were it applied now (DSC-1 … DSC-11). Nothing is changed
 * here, so that rules can be compared before one is chosen. One rounding, half up, on the sum that is reached.
 */
import { unreachable } from '../../kernel/assert.ts';
import type { RuleId } from '../../kernel/ids.ts';
import { mulDivFloor, mulDivHalfUp } from '../../kernel/rounding.ts';
import { ONE_UNIT_MILLI } from '../../kernel/units.ts';
import type { DiscountGive, UnitPick } from '../programme/give.ts';
import { bundleReduction } from './bundle.ts';
import type { Judged } from './judge.ts';
import { pickUnits, type UnitsOfRun } from './pick-units.ts';
import { spread } from './spread.ts';
import { type Portion, split, take, unitsOf, type WorkingLine } from './working-line.ts';

export type Reduction = {
  readonly portions: readonly Portion[];
  /** One for each portion. */
  readonly amounts: readonly number[];
  readonly totalMinor: number;
  /** The sum of the goods that it was computed on. */
  readonly baseMinor: number;
  readonly bought: readonly UnitsOfRun[];
};

const FULL_BPS = 10_000;

export function reductionOf(give: DiscountGive, judged: Judged): Reduction {
  switch (give.kind) {
    case 'percentOff':
      return percentOff(give.percentBps, reach(judged, give.units), give.capMinor);
    case 'quantityBreaks':
      return percentOff(
        highest(give.steps, (step) => step.fromMilli <= judged.quantityMilli)?.percentBps ?? 0,
        reach(judged),
      );
    case 'receiptBreaks':
      return percentOff(
        highest(give.steps, (step) => step.fromMinor <= judged.sumMinor)?.percentBps ?? 0,
        reach(judged),
      );
    case 'amountOff':
      return inProportion(give.amountMinor, reach(judged));
    case 'amountOffEach':
      return capped(
        each(reachUnits(judged, give.units), amountsOffEach(give.amountMinor, give.furtherMinor)),
        give.capMinor,
      );
    case 'fixedPrice':
      return each(reachUnits(judged, give.units), (portions) =>
        portions.map(({ of, units, valueMinor }) => valueMinor - saleUnits(of, units, give.priceMinor)),
      );
    case 'bundlePrice':
      return bundleReduction(give, judged);
    default:
      return unreachable(give);
  }
}

const highest = <S>(steps: readonly S[], isReached: (step: S) => boolean): S | undefined =>
  steps.findLast(isReached);

type Reached = Pick<Reduction, 'portions' | 'bought'>;

function reach({ lines, times }: Judged, pick?: UnitPick): Reached {
  return pickUnits(
    lines.filter((line) => line.leftMinor > 0),
    pick,
    times,
  );
}

/** What is taken unit by unit must not see a line's dear and cheap units as one. */
function reachUnits(judged: Judged, pick?: UnitPick): Reached {
  const { portions, bought } = reach(judged, pick);
  return { portions: portions.flatMap(equalUnits), bought };
}

const equalUnits = (portion: Portion): Portion | readonly Portion[] =>
  portion.run !== null || portion.of.runs.length === 1
    ? portion
    : portion.of.runs.map((run) => unitsOf(portion.of, run, run.units));

function percentOff(percentBps: number, reached: Reached, capMinor?: number): Reduction {
  const baseMinor = reached.portions.reduce((sum, { valueMinor }) => sum + valueMinor, 0);
  const wanted = mulDivHalfUp(baseMinor, percentBps, FULL_BPS);
  return inProportion(Math.min(wanted, capMinor ?? wanted), reached);
}

function inProportion(wantedMinor: number, { portions, bought }: Reached): Reduction {
  let [baseMinor, roomMinor] = [0, 0];
  for (const portion of portions) {
    baseMinor += portion.valueMinor;
    roomMinor += portion.roomMinor;
  }
  const totalMinor = Math.min(wantedMinor, roomMinor);
  const amounts =
    totalMinor === 0
      ? portions.map(() => 0)
      : spread(
          totalMinor,
          portions.map((portion) => portion.valueMinor),
          portions.map((portion) => portion.roomMinor),
        );
  return { portions, amounts, totalMinor, baseMinor, bought };
}

/** Each portion by itself: what one cannot take is not taken elsewhere (DSC-5). */
function each(
  { portions, bought }: Reached,
  wanted: (portions: readonly Portion[]) => readonly number[],
): Reduction {
  const amounts = wanted(portions).map((amount, index) =>
    Math.max(0, Math.min(amount, portions[index]?.roomMinor ?? 0)),
  );
  const totalMinor = amounts.reduce((sum, amount) => sum + amount, 0);
  const baseMinor = portions.reduce((sum, { valueMinor }) => sum + valueMinor, 0);
  return { portions, amounts, totalMinor, baseMinor, bought };
}

/** The first unit that is reached of a line has the first amount, whatever run it lies in. */
function amountsOffEach(firstMinor: number, furtherMinor = firstMinor) {
  return (portions: readonly Portion[]): readonly number[] => {
    const begun = new Set<WorkingLine>();
    return portions.map(({ of, units, valueMinor }) => {
      const isFirst = !begun.has(of) && valueMinor > 0;
      if (isFirst) begun.add(of);
      if (of.line.unit === 'kilogram') return saleUnits(of, 1, firstMinor);
      if (!isFirst) return Math.min(units * furtherMinor, valueMinor);
      const costMinor = mulDivHalfUp(valueMinor, 1, units);
      return Math.min(firstMinor, costMinor) + Math.min((units - 1) * furtherMinor, valueMinor - costMinor);
    });
  };
}

/** A price per sale unit: pieces, or the kilograms of one weighing (DSC-5). */
const saleUnits = ({ line }: WorkingLine, units: number, perUnitMinor: number): number =>
  line.unit === 'piece'
    ? units * perUnitMinor
    : mulDivHalfUp(perUnitMinor, line.quantityMilli, ONE_UNIT_MILLI);

/** Cuts what a rule takes down to a limit, in proportion to what each portion would have given (LIM-13). */
export function capped(reduction: Reduction, capMinor: number | undefined): Reduction {
  if (capMinor === undefined || reduction.totalMinor <= capMinor) return reduction;
  const totalMinor = Math.max(0, capMinor);
  return {
    ...reduction,
    amounts: spread(totalMinor, reduction.amounts, reduction.amounts),
    totalMinor,
  };
}

export const shareOf = (sumMinor: number, shareBps: number): number =>
  mulDivFloor(sumMinor, shareBps, FULL_BPS);

export function applyReduction({ portions, amounts, bought }: Reduction, ruleId: RuleId): void {
  for (const [index, portion] of portions.entries()) {
    const run = take(portion, amounts[index] ?? 0, ruleId);
    if (run && bought.length > 0) run.isServed = true;
  }
  for (const { of, run, units } of bought) split(of, run, units).isServed = true;
}

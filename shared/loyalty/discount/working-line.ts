/**
 * The lines while rules take from them: the one mutable thing of the price rules, made and left behind inside one call.
 * A line's units are worth the same until a rule reaches only some of them; then they fall into runs of equal units.
 */
import type { BasketLine } from '../../basket/basket.ts';
import type { RuleId } from '../../kernel/ids.ts';
import { mulDivFloor, mulDivHalfUp } from '../../kernel/rounding.ts';
import { type Minor, minor, ONE_UNIT_MILLI, sumMinor } from '../../kernel/units.ts';
import type { LineCut } from '../outcome/outcome.ts';
import type { ShelfLine } from '../price/shelf-line.ts';
import type { CutLine } from './apply-discounts.ts';
import { spread } from './spread.ts';

/** Units of one line that are worth the same. `isServed`: a rule with `buy` has used them up. */
export type Run = { units: number; leftMinor: number; isServed: boolean };

export type WorkingLine = {
  readonly shelf: ShelfLine & Partial<CutLine>;
  readonly line: BasketLine;
  /** Where it stands in the basket. */
  readonly at: number;
  /** Whole pieces; weighed goods are one unit. */
  readonly units: number;
  leftMinor: number;
  runs: Run[];
  readonly cuts: Map<RuleId, number>;
};

/** Goods that a rule reaches: a whole line (`run` null) or some units of one run. */
export type Portion = {
  readonly of: WorkingLine;
  readonly run: Run | null;
  readonly units: number;
  readonly valueMinor: number;
  /** How much may be taken before the floor. */
  readonly roomMinor: number;
};

/** In canonical order (DSC-4): whatever is scanned first, ties fall the same way. */
export const workingLines = (lines: readonly WorkingLine['shelf'][]): readonly WorkingLine[] =>
  lines.map(workingLine).sort((a, b) => byContent(a.line, b.line));

function workingLine(shelf: WorkingLine['shelf'], at: number): WorkingLine {
  const { line, shelfMinor } = shelf;
  const units = line.unit === 'piece' ? line.quantityMilli / ONE_UNIT_MILLI : 1;
  const leftMinor = shelfMinor - sumMinor((shelf.cuts ?? []).map((cut) => cut.amountMinor));
  const runs = shelf.runs?.map((run) => ({ ...run })) ?? [{ units, leftMinor, isServed: false }];
  return { shelf, line, at, units, leftMinor, runs, cuts: new Map() };
}

export function byContent(a: BasketLine, b: BasketLine): number {
  if (a.productId !== b.productId) return a.productId < b.productId ? -1 : 1;
  return (
    a.unitPriceMinor - b.unitPriceMinor ||
    a.quantityMilli - b.quantityMilli ||
    Number(a.reduced ?? false) - Number(b.reduced ?? false) ||
    (a.floorMinor ?? 0) - (b.floorMinor ?? 0) ||
    compareText(a.giftOf, b.giftOf) ||
    a.n - b.n
  );
}

const compareText = (a = '', b = ''): number => (a === b ? 0 : a < b ? -1 : 1);

export const copyOf = (line: WorkingLine): WorkingLine => ({
  ...line,
  runs: line.runs.map((run) => ({ ...run })),
  cuts: new Map(line.cuts),
});

export function wholeLine(of: WorkingLine): Portion {
  const first = of.runs[0];
  const roomMinor =
    of.runs.length === 1 && first
      ? runRoom(of, first.units, first.leftMinor)
      : of.runs.reduce((sum, run) => sum + runRoom(of, run.units, run.leftMinor), 0);
  return { of, run: null, units: of.units, valueMinor: of.leftMinor, roomMinor };
}

export function unitsOf(of: WorkingLine, run: Run, units: number): Portion {
  const valueMinor = units === run.units ? run.leftMinor : mulDivHalfUp(run.leftMinor, units, run.units);
  return { of, run, units, valueMinor, roomMinor: runRoom(of, units, valueMinor) };
}

const runRoom = (of: WorkingLine, units: number, leftMinor: number): number =>
  Math.max(0, leftMinor - floorOf(of, units));

/** The floor of some units, rounded up so that the units of a line together never pass the line's own floor. */
const floorOf = ({ shelf: { floorMinor }, units: all }: WorkingLine, units: number): number =>
  floorMinor === 0 || units === all ? floorMinor : 0 - mulDivFloor(0 - floorMinor, units, all);

/** The run of the portion's own units, null for a whole line. */
export function take(portion: Portion, amountMinor: number, ruleId: RuleId): Run | null {
  const { of } = portion;
  if (amountMinor > 0) of.cuts.set(ruleId, (of.cuts.get(ruleId) ?? 0) + amountMinor);
  of.leftMinor -= amountMinor;
  if (!portion.run) {
    takeFromRuns(of, amountMinor);
    return null;
  }
  const run = split(of, portion.run, portion.units);
  run.leftMinor -= amountMinor;
  return run;
}

function takeFromRuns(of: WorkingLine, amountMinor: number): void {
  const [only, second] = of.runs;
  if (only && !second) {
    only.leftMinor -= amountMinor;
    return;
  }
  const shares = spread(
    amountMinor,
    of.runs.map((run) => run.leftMinor),
    of.runs.map((run) => runRoom(of, run.units, run.leftMinor)),
  );
  for (const [index, run] of of.runs.entries()) run.leftMinor -= shares[index] ?? 0;
}

/** These units as a run of their own; the given run keeps the others. */
export function split(of: WorkingLine, run: Run, units: number): Run {
  if (units === run.units) return run;
  const { valueMinor } = unitsOf(of, run, units);
  const apart: Run = { units, leftMinor: valueMinor, isServed: run.isServed };
  run.units -= units;
  run.leftMinor -= valueMinor;
  of.runs.push(apart);
  return apart;
}

export function cutLine(of: WorkingLine): CutLine {
  const cuts = cutsOf(of);
  return of.runs.length === 1 ? { ...of.shelf, cuts } : { ...of.shelf, cuts, runs: of.runs };
}

export const cutsOf = (of: WorkingLine): readonly LineCut[] =>
  [...of.cuts].map(([ruleId, amountMinor]) => ({ ruleId, amountMinor: minor(amountMinor) }));

export const sumLeft = (lines: readonly WorkingLine[]): Minor => {
  let sum = 0;
  for (const line of lines) sum += line.leftMinor;
  return minor(sum);
};

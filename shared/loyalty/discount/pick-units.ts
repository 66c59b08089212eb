/**
 * Which whole units a rule reaches (DSC-6 … DSC-9). Units stand dearest first; groups are formed in that order, and the
 * last ones that fill no group are left out. Units that are free already are nobody's.
 */
import type { UnitPick } from '../programme/give.ts';
import { type Portion, type Run, unitsOf, type WorkingLine, wholeLine } from './working-line.ts';

export type Picked = {
  readonly portions: readonly Portion[];
  /** Units that had to be bought for it; they serve no further rule with `buy`. */
  readonly bought: readonly UnitsOfRun[];
};

export type UnitsOfRun = { readonly of: WorkingLine; readonly run: Run; readonly units: number };

/** `most`: at most so many groups (`every`, `buy`). */
export function pickUnits(lines: readonly WorkingLine[], pick: UnitPick | undefined, most: number): Picked {
  if (!pick) return { portions: lines.map(wholeLine), bought: [] };
  if (pick.pick !== 'each') return inCanonicalOrder(lines, pickAmong(inOrderOf(lines, pick), pick, most));
  const perLine = lines.map((line) => pickAmong(inOrderOf([line], pick), pick, most));
  return {
    portions: perLine.flatMap(({ portions }) => portions),
    bought: perLine.flatMap(({ bought }) => bought),
  };
}

/** DSC-4: what is picked is spread in the order of its lines, whatever order it was picked in. */
function inCanonicalOrder(lines: readonly WorkingLine[], { portions, bought }: Picked): Picked {
  if (portions.length < 2) return { portions, bought };
  const place = new Map(lines.map((line, index) => [line, index]));
  const placeOf = ({ of }: Portion): number => place.get(of) ?? 0;
  return { portions: portions.toSorted((a, b) => placeOf(a) - placeOf(b)), bought };
}

/** Dearest first. Where the cheapest are wanted they stand last, so among equals the first in canonical order do. */
function inOrderOf(lines: readonly WorkingLine[], { pick, buy }: UnitPick): readonly UnitsOfRun[] {
  const free = lines.flatMap((of) => unitsLeft(of, buy !== undefined));
  return pick === 'cheapest'
    ? free.sort((a, b) => unitPriceOrder(a.run, b.run)).reverse()
    : free.sort((a, b) => unitPriceOrder(b.run, a.run));
}

const unitsLeft = (of: WorkingLine, isUnserved: boolean): readonly UnitsOfRun[] =>
  of.runs.flatMap((run) =>
    run.leftMinor > 0 && !(isUnserved && run.isServed) ? [{ of, run, units: run.units }] : [],
  );

/** Runs by the price of one unit, then in canonical order; sorting is stable, and lines come in that order. */
export function dearestFirst(lines: readonly WorkingLine[]): readonly UnitsOfRun[] {
  return lines.flatMap((of) => unitsLeft(of, false)).sort((a, b) => unitPriceOrder(b.run, a.run));
}

export const cheapestFirst = (lines: readonly WorkingLine[]): readonly UnitsOfRun[] =>
  lines.flatMap((of) => unitsLeft(of, false)).sort((a, b) => unitPriceOrder(a.run, b.run));

const unitPriceOrder = (a: Run, b: Run): number => a.leftMinor * b.units - b.leftMinor * a.units;

/** How many of the first `position` units are picked. */
type PickedBefore = (position: number) => number;

function pickAmong(runs: readonly UnitsOfRun[], pick: UnitPick, most: number): Picked {
  const all = runs.reduce((sum, { units }) => sum + units, 0);
  const { end, before } = plan(pick, all, most);
  const portions: Portion[] = [];
  const bought: UnitsOfRun[] = [];
  let from = 0;
  for (const { of, run, units } of runs) {
    const to = from + units;
    const reached = before(Math.min(to, end)) - before(Math.min(from, end));
    if (reached > 0) portions.push(unitsOf(of, run, reached));
    const others = Math.max(0, Math.min(to, end) - from) - reached;
    if (pick.buy !== undefined && others > 0) bought.push({ of, run, units: others });
    from = to;
  }
  return { portions, bought };
}

/** Units after the position `end` are left out. */
type GroupPlan = { readonly end: number; readonly before: PickedBefore };

function plan(pick: UnitPick, all: number, most: number): GroupPlan {
  if (pick.buy !== undefined) {
    const taken = pick.count ?? 1;
    return inGroups({ size: pick.buy + taken, taken, all, most, fromStart: pick.pick === 'dearest' });
  }
  if (pick.every !== undefined)
    return inGroups({
      size: pick.every,
      taken: 1,
      all,
      most: Math.min(most, pick.count ?? most),
      fromStart: false,
    });
  const size = pick.groupOf ?? 1;
  const end = Math.floor(all / size) * size;
  const unlimited = pick.groupOf !== undefined || pick.pick === 'each' ? end : 1;
  const count = Math.min(pick.count ?? unlimited, end);
  const before: PickedBefore =
    pick.pick === 'cheapest'
      ? (position) => Math.max(0, position - (end - count))
      : (position) => Math.min(position, count);
  return { end, before };
}

function inGroups(by: {
  readonly size: number;
  readonly taken: number;
  readonly all: number;
  readonly most: number;
  readonly fromStart: boolean;
}): GroupPlan {
  const { size, taken } = by;
  const groups = Math.min(Math.floor(by.all / size), by.most);
  const skipped = by.fromStart ? 0 : size - taken;
  const before: PickedBefore = (position) =>
    Math.floor(position / size) * taken + Math.min(taken, Math.max(0, (position % size) - skipped));
  return { end: groups * size, before };
}

/**
 * Bundles: as many whole sets as the goods allow, made of the dearest that still leave every set whole; a set that would
 * become dearer is not made (DSC-11). A unit that fits several parts fills whichever leaves the others their goods, found
 * by augmenting paths; since more sets save less and less each, the best number is where the next one saves nothing.
 */

import { compileGoodsOnce } from '../compile/goods-once.ts';
import type { DiscountGive } from '../programme/give.ts';
import type { Judged } from './judge.ts';
import { dearestFirst, type UnitsOfRun } from './pick-units.ts';
import type { Reduction } from './reduction.ts';
import { spread } from './spread.ts';
import { type Portion, unitsOf } from './working-line.ts';

type Bundle = Extract<DiscountGive, { kind: 'bundlePrice' }>;

/** Goods of one run and the parts that they fit. */
type Good = UnitsOfRun & { readonly fits: readonly number[] };

export function bundleReduction(give: Bundle, { lines, times }: Judged): Reduction {
  const isPart = give.parts.map((part) => compileGoodsOnce(part.goods));
  const goods = dearestFirst(lines).flatMap((each) => {
    const fits = isPart.flatMap((fitsPart, part) => (fitsPart(each.of.line) ? [part] : []));
    return fits.length > 0 ? [{ ...each, fits }] : [];
  });
  const perSet = give.parts.map((part) => part.units);
  const made = bestSets(goods, perSet, give.priceMinor, Math.min(times, upperBound(goods, perSet)));
  const baseMinor = made.portions.reduce((sum, { valueMinor }) => sum + valueMinor, 0);
  const roomMinor = made.portions.reduce((sum, portion) => sum + portion.roomMinor, 0);
  const totalMinor = Math.max(0, Math.min(baseMinor - made.sets * give.priceMinor, roomMinor));
  const amounts = spread(
    totalMinor,
    made.portions.map((portion) => portion.valueMinor),
    made.portions.map((portion) => portion.roomMinor),
  );
  return { portions: made.portions, amounts, totalMinor, baseMinor, bought: [] };
}

type Sets = { readonly sets: number; readonly portions: readonly Portion[]; readonly savesMinor: number };

const NONE: Sets = { sets: 0, portions: [], savesMinor: 0 };

function upperBound(goods: readonly Good[], perSet: readonly number[]): number {
  const has = perSet.map((_, part) =>
    goods.reduce((sum, { fits, units }) => (fits.includes(part) ? sum + units : sum), 0),
  );
  return Math.min(...perSet.map((need, part) => Math.floor((has[part] ?? 0) / need)));
}

function bestSets(goods: readonly Good[], perSet: readonly number[], priceMinor: number, most: number): Sets {
  const known = new Map<number, Sets | null>([[0, NONE]]);
  const made = (sets: number): Sets | null => {
    const before = known.get(sets);
    if (before !== undefined) return before;
    const portions = fill(
      goods,
      perSet.map((need) => need * sets),
    );
    const valueMinor = portions?.reduce((sum, portion) => sum + portion.valueMinor, 0) ?? 0;
    const all = portions && { sets, portions, savesMinor: valueMinor - sets * priceMinor };
    known.set(sets, all);
    return all;
  };
  /** Whether that many sets can be made and the last of them still saves something. */
  const isWorth = (sets: number): boolean => {
    const [with_, without] = [made(sets), made(sets - 1)];
    return with_ !== null && without !== null && with_.savesMinor > without.savesMinor;
  };
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isWorth(middle)) low = middle;
    else high = middle - 1;
  }
  return made(low) ?? NONE;
}

/** Fills the parts with the dearest goods that together fit; null when they do not suffice. */
function fill(goods: readonly Good[], wanted: readonly number[]): readonly Portion[] | null {
  const given = goods.map(() => wanted.map(() => 0));
  const room = [...wanted];
  for (const [index, good] of goods.entries()) {
    let left = good.units;
    while (left > 0) {
      const moved = push(goods, given, room, index, left);
      if (moved === 0) break;
      left -= moved;
    }
  }
  if (room.some((each) => each > 0)) return null;
  return goods.flatMap(({ of, run }, index) => {
    const units = (given[index] ?? []).reduce((sum, each) => sum + each, 0);
    return units > 0 ? [unitsOf(of, run, units)] : [];
  });
}

/** Gives units of one good to a part, moving earlier goods to other parts of theirs where that makes room. */
function push(
  goods: readonly Good[],
  given: number[][],
  room: number[],
  from: number,
  units: number,
): number {
  type Step = { readonly good: number; readonly part: number; readonly before: Step | null };
  const seen = new Set<number>();
  let edge: Step[] = (goods[from]?.fits ?? []).map((part) => ({ good: from, part, before: null }));
  while (edge.length > 0) {
    const next: Step[] = [];
    for (const step of edge) {
      if (seen.has(step.part)) continue;
      seen.add(step.part);
      if ((room[step.part] ?? 0) > 0) return shift(given, room, step, units);
      for (const [good, parts] of given.entries()) {
        if ((parts[step.part] ?? 0) === 0) continue;
        for (const part of goods[good]?.fits ?? []) next.push({ good, part, before: step });
      }
    }
    edge = next;
  }
  return 0;

  function shift(to: number[][], free: number[], last: Step, most: number): number {
    let amount = Math.min(most, free[last.part] ?? 0);
    for (let step = last; step.before; step = step.before)
      amount = Math.min(amount, to[step.good]?.[step.before.part] ?? 0);
    for (let step: Step | null = last; step; step = step.before) {
      const parts = to[step.good];
      if (!parts) continue;
      parts[step.part] = (parts[step.part] ?? 0) + amount;
      if (step.before) parts[step.before.part] = (parts[step.before.part] ?? 0) - amount;
    }
    free[last.part] = (free[last.part] ?? 0) - amount;
    return amount;
  }
}

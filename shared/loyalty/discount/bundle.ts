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
  const filling: Filling = { room: [...wanted], given: new Map() };
  const portions = goods.flatMap(({ of, run, units, fits }) => {
    let taken = 0;
    while (taken < units) {
      const more = push(filling, fits, units - taken);
      if (more === 0) break;
      taken += more;
    }
    return taken > 0 ? [unitsOf(of, run, taken)] : [];
  });
  return filling.room.some((each) => each > 0) ? null : portions;
}

/** Goods that fit the same parts are alike; `given` says how many of each sort lie in each part. */
type Sort = readonly number[];
type Filling = {
  readonly room: number[];
  readonly given: Map<string, { readonly sort: Sort; readonly parts: number[] }>;
};
type Step = { readonly sort: Sort; readonly part: number; readonly before: Step | null };

/** Puts units of a sort into a part, moving other sorts to other parts of theirs where that makes room. */
function push(filling: Filling, sort: Sort, units: number): number {
  const seen = new Set<number>();
  let edge: readonly Step[] = sort.map((part) => ({ sort, part, before: null }));
  while (edge.length > 0) {
    const next: Step[] = [];
    for (const step of edge) {
      if (seen.has(step.part)) continue;
      seen.add(step.part);
      if ((filling.room[step.part] ?? 0) > 0) return shift(filling, step, units);
      for (const { sort: other, parts } of filling.given.values())
        if ((parts[step.part] ?? 0) > 0)
          for (const part of other) next.push({ sort: other, part, before: step });
    }
    edge = next;
  }
  return 0;
}

function shift({ room, given }: Filling, last: Step, most: number): number {
  let amount = Math.min(most, room[last.part] ?? 0);
  for (let step = last; step.before; step = step.before)
    amount = Math.min(amount, partsOf(given, step.sort)[step.before.part] ?? 0);
  for (let step: Step | null = last; step; step = step.before) {
    const parts = partsOf(given, step.sort);
    parts[step.part] = (parts[step.part] ?? 0) + amount;
    if (step.before) parts[step.before.part] = (parts[step.before.part] ?? 0) - amount;
  }
  room[last.part] = (room[last.part] ?? 0) - amount;
  return amount;
}

function partsOf(given: Filling['given'], sort: Sort): number[] {
  const name = sort.join();
  const known = given.get(name);
  if (known) return known.parts;
  const parts: number[] = [];
  given.set(name, { sort, parts });
  return parts;
}

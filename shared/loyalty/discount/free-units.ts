/**
 * Free goods that are in the basket already (GFT-3): the cheapest units, or those that were chosen. A unit that becomes
 * free does not count among those that had to be bought for it.
 */

import type { Claim } from '../../basket/claim.ts';
import { compileGoodsOnce } from '../compile/goods-once.ts';
import type { FreeGoodsGive } from '../programme/give.ts';
import { demands } from './claims.ts';
import type { Judged } from './judge.ts';
import { cheapestFirst, type UnitsOfRun } from './pick-units.ts';
import type { Reduction } from './reduction.ts';
import { unitsOf, type WorkingLine } from './working-line.ts';

export type FreeUnits = {
  readonly reduction: Reduction;
  /** How often there is a right to it, and how often it is taken: less when the goods are not there. */
  readonly right: number;
  readonly times: number;
};

type Free = Judged<FreeGoodsGive>;

/** `lines` are all lines of the basket: the goods may be others than those that are covered. */
export function freeUnits(judged: Free, lines: readonly WorkingLine[], claims: readonly Claim[]): FreeUnits {
  const { give } = judged.each.rule;
  const candidates = cheapestFirst(
    give.goods ? lines.filter((line) => isFreeGood(judged, line)) : judged.lines,
  );
  const picked = (times: number) => pick(candidates, demands(claims, give.units, times * give.units));
  const right = mostTimes(judged, picked);
  const portions = picked(right).map(({ of, run, units }) => unitsOf(of, run, units));
  const amounts = portions.map(({ roomMinor }) => roomMinor);
  const units = portions.reduce((sum, portion) => sum + portion.units, 0);
  return {
    right,
    times: Math.ceil(units / give.units),
    reduction: {
      portions,
      amounts,
      totalMinor: amounts.reduce((sum, amount) => sum + amount, 0),
      baseMinor: portions.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
      bought: [],
    },
  };
}

/** Which goods may be free: those named, else those covered; never gifts and gift cards. */
export function isFreeGood({ each }: Pick<Free, 'each'>, { line }: WorkingLine): boolean {
  const { goods } = each.rule.give;
  if (!goods) return line.giftOf === undefined && each.covers(line);
  return line.giftOf === undefined && line.giftCardId === undefined && compileGoodsOnce(goods)(line);
}

/** GFT-1: how often there is a right to it, before anything of the goods becomes free. */
export function rights({ each, lines, sumMinor, times }: Free): number {
  const { forEvery } = each.rule.give;
  if (!forEvery) return each.cost ? times : Math.min(1, times);
  const found =
    'units' in forEvery
      ? Math.floor(unitsIn(lines) / forEvery.units)
      : Math.floor(sumMinor / forEvery.sumMinor);
  return Math.max(0, Math.min(times, found));
}

const unitsIn = (lines: readonly WorkingLine[]): number => lines.reduce((sum, { units }) => sum + units, 0);

function mostTimes(judged: Free, picked: (times: number) => readonly UnitsOfRun[]): number {
  const { forEvery } = judged.each.rule.give;
  let [low, high] = [0, rights(judged)];
  if (!forEvery) return high;
  const covered = new Set(judged.lines);
  const [has, every] =
    'units' in forEvery
      ? [unitsIn(judged.lines), forEvery.units]
      : [judged.sumMinor, forEvery.sumMinor as number];
  const free = (times: number): number =>
    picked(times)
      .filter(({ of }) => covered.has(of))
      .reduce(
        (sum, { of, run, units }) => sum + ('units' in forEvery ? units : unitsOf(of, run, units).valueMinor),
        0,
      );
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (has - free(middle) >= middle * every) low = middle;
    else high = middle - 1;
  }
  return low;
}

function pick(
  candidates: readonly UnitsOfRun[],
  wanted: readonly { readonly productId: string | undefined; readonly units: number }[],
): readonly UnitsOfRun[] {
  const taken = new Map<UnitsOfRun, number>();
  for (const { productId, units } of wanted) {
    let left = units;
    for (const each of candidates) {
      if (left === 0) break;
      if (productId !== undefined && each.of.line.productId !== productId) continue;
      const before = taken.get(each) ?? 0;
      const more = Math.min(left, each.units - before);
      if (more > 0) taken.set(each, before + more);
      left -= more;
    }
  }
  return candidates.flatMap((each) => {
    const units = taken.get(each);
    return units === undefined ? [] : [{ ...each, units }];
  });
}

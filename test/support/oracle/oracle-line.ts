/** A basket's line as the oracle sees it: one element for every unit, each with what it still costs. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import type { GoodsSet, Selector } from '../../../shared/loyalty/programme/goods.ts';
import { divided, type Fraction, halfUp, ratio, sum, times, whole } from './fraction.ts';

export type OracleLine = {
  readonly line: BasketLine;
  readonly shelf: number;
  readonly floor: number;
  readonly units: Fraction[];
  /** By rule. */
  readonly cuts: Map<string, number>;
};

/** Weighed goods are one unit. */
export function oracleLine(line: BasketLine): OracleLine {
  const shelf = halfUp(ratio(line.unitPriceMinor * line.quantityMilli, 1000));
  const count = line.unit === 'piece' ? line.quantityMilli / 1000 : 1;
  return {
    line,
    shelf,
    floor: halfUp(ratio((line.floorMinor ?? 0) * line.quantityMilli, 1000)),
    units: Array.from({ length: count }, () => divided(whole(shelf), whole(count))),
    cuts: new Map(),
  };
}

/** Always a whole number: what was taken from a line as a whole was one. */
export const left = ({ units }: OracleLine): number => halfUp(sum(units));

export const leftOf = (lines: readonly OracleLine[]): number =>
  lines.reduce((total, line) => total + left(line), 0);

export const quantityOf = (lines: readonly OracleLine[]): number =>
  lines.reduce((total, { line }) => total + line.quantityMilli, 0);

/** DSC-4. */
export function inOrder({ line: a }: OracleLine, { line: b }: OracleLine): number {
  if (a.productId !== b.productId) return a.productId < b.productId ? -1 : 1;
  return (
    a.unitPriceMinor - b.unitPriceMinor ||
    a.quantityMilli - b.quantityMilli ||
    Number(a.reduced === true) - Number(b.reduced === true) ||
    (a.floorMinor ?? 0) - (b.floorMinor ?? 0) ||
    a.n - b.n
  );
}

/** Gift cards are never covered. */
export function covers({ include, exclude }: Selector = {}, { line }: OracleLine): boolean {
  if (line.giftCardId !== undefined) return false;
  if (exclude && belongs(exclude, line)) return false;
  return include === undefined || namesNothing(include) || belongs(include, line);
}

const belongs = (goods: GoodsSet, line: BasketLine): boolean =>
  goods.products?.includes(line.productId) === true ||
  goods.categories?.includes(line.categoryId) === true ||
  goods.tags?.some((tag) => line.tags.includes(tag)) === true ||
  (goods.reduced === true && line.reduced === true);

const namesNothing = (goods: GoodsSet): boolean =>
  [goods.products, goods.categories, goods.tags, goods.partners].every((names) => !names?.length) &&
  goods.reduced !== true;

/** Takes a whole amount off these units of a line, each in proportion to what it costs. */
export function takeOff(of: OracleLine, picked: readonly number[], amount: number, rule: string): void {
  if (amount === 0) return;
  const worth = sum(picked.map((index) => of.units[index] ?? whole(0)));
  for (const index of picked) {
    const unit = of.units[index] ?? whole(0);
    of.units[index] = times(unit, divided(sum([worth, whole(-amount)]), worth));
  }
  of.cuts.set(rule, (of.cuts.get(rule) ?? 0) + amount);
}

/** Shelf-price programmes run first, on one unit of every product without tax; what they reduce is a reduced price. */
import { type Minor, minor, ONE_UNIT_MILLI } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { VectorProduct } from '../format/basket-schema.ts';
import { emptySeen, NO_TAX } from '../shop-parts.ts';
import { goodsParts } from './goods.ts';
import type { Placed } from './programme-names.ts';
import { translate } from './translate.ts';

/** Prices by product, of reduced goods only. */
export function shelfPrices(
  all: readonly Placed[],
  products: readonly VectorProduct[],
): ReadonlyMap<string, Minor> {
  const placed = all.filter(({ programme }) => programme.type === 'shelf_price');
  if (placed.length === 0) return new Map();
  const { programme } = translate({ placed, products, withCards: new Set() });
  const { lines } = compute(compileProgramme(programme), {
    ...emptySeen(),
    lines: products.map((product, index) => ({
      ...goodsParts({ ...product, tax: [] }),
      n: index + 1,
      unit: 'piece',
      taxId: NO_TAX,
      quantityMilli: ONE_UNIT_MILLI,
    })),
  });
  return new Map(
    lines.flatMap((line) => (line.discountMinor > 0 ? [[line.code, minor(line.totalMinor)] as const] : [])),
  );
}

/** Lines of a basket by chance: a few products, pieces and weighings, tags, lowest prices, gift cards. */
import fc from 'fast-check';
import type { BasketLine } from '../../../shared/basket/basket.ts';
import { asId, type CategoryId, type ProductId, type TaxId } from '../../../shared/kernel/ids.ts';
import { milli, minor } from '../../../shared/kernel/units.ts';

export const CATEGORIES = 4;
const PRODUCTS = 8;
export const product = (n: number): ProductId => asId<ProductId>(`p-${n}`);
export const category = (n: number): CategoryId => asId<CategoryId>(`c-${n}`);
export const amount = (max: number) => fc.integer({ min: 1, max }).map(minor);
/** There once in so many. */
export const maybe = <T>(one: fc.Arbitrary<T>, oneIn = 3): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });

export const anyLine = fc
  .record({
    product: fc.nat(PRODUCTS - 1),
    unitPriceMinor: fc.oneof(amount(20), amount(3_000)),
    pieces: fc.integer({ min: 1, max: 5 }),
    grams: maybe(fc.integer({ min: 1, max: 3_000 }), 6),
    tags: fc.subarray(['promo', 'eco']),
    reduced: fc.constantFrom(false, false, true),
    floorShare: fc.constantFrom(0, 0, 0, 60, 100),
    giftCard: fc.constantFrom(false, false, false, false, false, false, true),
  })
  .map((parts) => ({ ...parts, n: 0 }));

export function lineOf(
  parts: typeof anyLine extends fc.Arbitrary<infer T> ? T : never,
  at: number,
): BasketLine {
  const { unitPriceMinor, grams, pieces } = parts;
  return {
    n: at + 1,
    productId: product(parts.product),
    code: String(parts.product),
    name: `Goods ${parts.product}`,
    categoryId: category(parts.product % CATEGORIES),
    tags: parts.tags,
    taxId: asId<TaxId>('A'),
    unit: grams === undefined ? 'piece' : 'kilogram',
    unitPriceMinor,
    quantityMilli: milli(grams ?? pieces * 1000),
    ...(parts.reduced && { reduced: true as const }),
    ...(parts.floorShare > 0 && { floorMinor: minor(Math.floor((unitPriceMinor * parts.floorShare) / 100)) }),
    ...(parts.giftCard && { giftCardId: `g-${at}` }),
  };
}

/** Absent is not the same as undefined in a document. */
export const defined = <T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

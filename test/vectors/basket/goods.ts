/** Goods of a case: products, their one tax, and what selectors of ours name them by. */

import type { BasketLine } from '../../../shared/basket/basket.ts';
import type { Tax } from '../../../shared/catalog/product.ts';
import { asId, type CategoryId, type ProductId, type TaxId } from '../../../shared/kernel/ids.ts';
import { bps, minor } from '../../../shared/kernel/units.ts';
import type { Selector } from '../../../shared/loyalty/programme/goods.ts';
import type { VectorProduct } from '../format/basket-schema.ts';
import { money } from '../format/numbers.ts';
import { NO_TAX } from '../shop-parts.ts';
import { Untranslatable } from '../untranslatable.ts';

export const productId = (sku: string): ProductId => asId<ProductId>(sku);

type Covered = {
  readonly only?: readonly string[] | undefined;
  readonly only_tags?: readonly string[] | undefined;
};

/** Null when everything is covered. */
export function selectorOf({ only, only_tags: tags }: Covered): Selector | null {
  if (!only && !tags) return null;
  return { include: { products: (only ?? []).map(productId), tags: tags ?? [] } };
}

export const productsOf = (covered: Covered, products: readonly VectorProduct[]): readonly VectorProduct[] =>
  !covered.only && !covered.only_tags
    ? products
    : products.filter(
        ({ sku, tags }) =>
          covered.only?.includes(sku) === true ||
          tags?.some((tag) => covered.only_tags?.includes(tag)) === true,
      );

/** The parts of a line that its product decides. */
export function goodsParts(product: VectorProduct): Omit<BasketLine, 'n' | 'quantityMilli' | 'unit'> {
  const deposit = (product.tax ?? []).flatMap((tax) => ('fixed' in tax ? [money(tax.fixed)] : []));
  const depositMinor = minor(deposit.reduce((sum, each) => sum + each, 0));
  return {
    productId: productId(product.sku),
    code: product.sku,
    name: product.sku,
    categoryId: asId<CategoryId>('goods'),
    tags: product.tags ?? [],
    taxId: taxOf(product)?.id ?? NO_TAX,
    unitPriceMinor: money(product.price),
    ...(depositMinor > 0 ? { depositMinor } : {}),
    ...(product.min_price === undefined ? {} : { floorMinor: money(product.min_price) }),
  };
}

export const taxesOf = (products: readonly VectorProduct[]): readonly Tax[] => [
  ...new Map(products.flatMap((product) => taxOf(product) ?? []).map((tax) => [tax.id, tax])).values(),
];

/** A product has one tax with us; several of one mode are one tax of their joint rate. */
function taxOf({ sku, tax: all = [] }: VectorProduct): Tax | null {
  const rates = all.flatMap((tax) => ('rate' in tax ? [tax] : []));
  const [first] = rates;
  if (!first) return null;
  if (rates.some(({ mode }) => mode !== first.mode))
    throw new Untranslatable(`${sku} has taxes of both modes`);
  let joint = 100;
  for (const { rate, compound } of rates) joint += compound === true ? (joint * rate) / 100 : rate;
  const rateBps = Math.round((joint - 100) * 100);
  if (Math.abs(rateBps - (joint - 100) * 100) > 1e-6) throw new Untranslatable(`${sku} has a broken rate`);
  return {
    id: asId<TaxId>(`${first.mode}-${rateBps}`),
    letter: 'A',
    rateBps: bps(rateBps),
    mode: first.mode === 'incl' ? 'included' : 'added',
  };
}

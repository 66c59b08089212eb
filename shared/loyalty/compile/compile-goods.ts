import type { BasketLine } from '../../basket/basket.ts';
import type { GoodsSet, Selector } from '../programme/goods.ts';

export type Covers = (line: BasketLine) => boolean;

/** Gift cards are money changing its form: no rule ever covers them (GFC-1). */
export function compileSelector({ include, exclude }: Selector = {}): Covers {
  const included = include && !isEmpty(include) ? compileGoods(include) : null;
  const excluded = exclude && !isEmpty(exclude) ? compileGoods(exclude) : null;
  return (line) =>
    line.giftCardId === undefined &&
    (included === null || included(line)) &&
    (excluded === null || !excluded(line));
}

export function compileGoods(goods: GoodsSet): Covers {
  const products = setOf(goods.products);
  const categories = setOf(goods.categories);
  const tags = setOf(goods.tags);
  const partners = setOf(goods.partners);
  const reduced = goods.reduced === true;
  return (line) =>
    products?.has(line.productId) === true ||
    categories?.has(line.categoryId) === true ||
    (tags !== null && line.tags.some((tag) => tags.has(tag))) ||
    (partners !== null && line.partnerId !== undefined && partners.has(line.partnerId)) ||
    (reduced && line.reduced === true);
}

/** Most rules name goods in one way only: a set that would be empty is not made. */
const setOf = (names: readonly string[] | undefined): ReadonlySet<string> | null =>
  names?.length ? new Set(names) : null;

export const isEmpty = (goods: GoodsSet): boolean =>
  !goods.products?.length &&
  !goods.categories?.length &&
  !goods.tags?.length &&
  !goods.partners?.length &&
  goods.reduced !== true;

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
  const products = new Set<string>(goods.products);
  const categories = new Set<string>(goods.categories);
  const tags = new Set(goods.tags);
  const partners = new Set<string>(goods.partners);
  return (line) =>
    products.has(line.productId) ||
    categories.has(line.categoryId) ||
    (tags.size > 0 && line.tags.some((tag) => tags.has(tag))) ||
    (line.partnerId !== undefined && partners.has(line.partnerId)) ||
    (goods.reduced === true && line.reduced === true);
}

export const isEmpty = (goods: GoodsSet): boolean =>
  !goods.products?.length &&
  !goods.categories?.length &&
  !goods.tags?.length &&
  !goods.partners?.length &&
  goods.reduced !== true;

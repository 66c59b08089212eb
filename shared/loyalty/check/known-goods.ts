import type { GoodsSet } from '../programme/goods.ts';

/** What the shop sells, as far as a check must know it. */
export type KnownGoods = { readonly goods: readonly KnownProduct[] };

export type KnownProduct = {
  readonly productId: string;
  readonly categoryId: string;
  readonly tags: readonly string[];
};

/** Whether some goods on the shelves belong to the set; marks that only a basket knows count as yes. */
export const someBelong = ({ goods }: KnownGoods, set: GoodsSet): boolean =>
  set.reduced === true ||
  (set.partners?.length ?? 0) > 0 ||
  goods.some(
    ({ productId, categoryId, tags }) =>
      includes(set.products, productId) ||
      includes(set.categories, categoryId) ||
      tags.some((tag) => includes(set.tags, tag)),
  );

const includes = (names: readonly string[] | undefined, name: string): boolean =>
  names?.includes(name) ?? false;

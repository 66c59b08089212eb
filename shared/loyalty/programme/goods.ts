import type { CategoryId, PartnerId, ProductId } from '../../kernel/ids.ts';

/** Which goods a rule covers: those included (all when empty or absent) and not excluded. */
export type Selector = { readonly include?: GoodsSet; readonly exclude?: GoodsSet };

/** A line belongs to the set when any one part names it. */
export type GoodsSet = {
  readonly products?: readonly ProductId[];
  readonly categories?: readonly CategoryId[];
  readonly tags?: readonly string[];
  readonly partners?: readonly PartnerId[];
  /** Goods whose shelf price is already reduced. */
  readonly reduced?: true;
};

import type { GoodsSet } from '../programme/goods.ts';
import type { Covers } from './compile-goods.ts';
import { compileGoods } from './compile-goods.ts';

/** A set inside a `give` or a condition is compiled when first met; the programme keeps it as long as it lives. */
const known = new WeakMap<GoodsSet, Covers>();

export function compileGoodsOnce(goods: GoodsSet): Covers {
  const before = known.get(goods);
  if (before) return before;
  const covers = compileGoods(goods);
  known.set(goods, covers);
  return covers;
}

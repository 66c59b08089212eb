import { isEmpty } from '../loyalty/compile/compile-goods.ts';
import type { GoodsSet, Selector } from '../loyalty/programme/goods.ts';
import type { TermWords } from './term-words.ts';

/** "bread and dairy products": fits after "on", «на», "la". */
export const goodsText = (words: TermWords, goods: GoodsSet = {}): string =>
  isEmpty(goods) ? words.say('goods.all') : words.list(goodsNames(words, goods));

/** "a white mug or a blue mug" */
export const goodsChoice = (words: TermWords, goods: GoodsSet = {}): string =>
  isEmpty(goods) ? words.say('goods.all') : words.choice(goodsNames(words, goods));

function goodsNames(words: TermWords, goods: GoodsSet): readonly string[] {
  const groups = [
    ...(goods.categories ?? []).map((id) => words.label('categories', id)),
    ...(goods.tags ?? []).map((tag) => words.label('tags', tag)),
  ];
  const products = (goods.products ?? []).map((id) => words.label('products', id));
  const partners = (goods.partners ?? []).map((id) => partnerName(words, id));
  return [
    ...products,
    ...groups,
    ...(partners.length > 0
      ? [words.count('goods.partners', partners.length, { names: words.list(partners) })]
      : []),
    ...(goods.reduced ? [words.say('goods.reduced')] : []),
  ];
}

/** " (bread and dairy products)", or nothing when all goods are meant. */
export const inGoods = (words: TermWords, { include = {} }: Selector = {}): string =>
  isEmpty(include) ? '' : words.say('in', { goods: goodsText(words, include) });

export function partnerName(words: TermWords, id: string): string {
  const partner = words.programme.partners?.find((each) => each.id === id);
  return words.quoted(partner ? words.of(partner.name) : id);
}

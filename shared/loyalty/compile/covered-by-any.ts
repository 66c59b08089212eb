/** Whether any of some rules covers a line, without asking each of them: made once per version. */
import type { Covers } from './compile-goods.ts';
import type { CompiledRule } from './compiled.ts';
import { goodsIndex, rulesNaming } from './goods-index.ts';

export function coveredByAny(rules: readonly CompiledRule[]): Covers {
  const wide = rules.filter(({ isBasketWide }) => isBasketWide);
  const index = goodsIndex(rules);
  return (line) => {
    if (wide.some((each) => each.covers(line))) return true;
    let isCovered = false;
    rulesNaming(index, line, (named) => {
      isCovered ||= named.some((each) => each.covers(line));
    });
    return isCovered;
  };
}

/**
 * What each rule covers of a basket, found once per stage: a rule that names goods none of which are there costs nothing,
 * and rules on everything share one list as long as they exclude nothing. The lists keep the order of the lines given.
 */
import type { BasketLine } from '../../basket/basket.ts';
import type { CompiledProgramme, CompiledRule } from './compiled.ts';
import { rulesNaming } from './goods-index.ts';

type HasLine = { readonly line: BasketLine };

export type Coverage<L extends HasLine> = (each: CompiledRule) => readonly L[];

const NOTHING: readonly never[] = [];

/** Of these lines: whoever wants gifts left out leaves them out. */
export function coverageOf<L extends HasLine>(
  { index }: Pick<CompiledProgramme, 'index'>,
  lines: readonly L[],
): Coverage<L> {
  const found: (L[] | undefined)[] = [];
  const plain = lines.filter(({ line }) => line.giftCardId === undefined);
  for (const each of plain)
    rulesNaming(index, each.line, (rules) => {
      for (const rule of rules) add(found, rule, each);
    });
  return (each) => {
    if (!each.isBasketWide) return found[each.index] ?? NOTHING;
    if (!each.excludesGoods) return plain;
    return (found[each.index] ??= plain.filter(({ line }) => each.covers(line)));
  };
}

function add<L extends HasLine>(found: (L[] | undefined)[], each: CompiledRule, line: L): void {
  const lines = found[each.index];
  // Named twice: by its category and by a tag.
  if (lines?.at(-1) === line || (each.excludesGoods && !each.covers(line.line))) return;
  if (lines) lines.push(line);
  else found[each.index] = [line];
}

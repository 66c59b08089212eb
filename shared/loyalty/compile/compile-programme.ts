/** Turns a programme into what the engine walks: done once per version, never per sale. */
import type { BasketLine } from '../../basket/basket.ts';
import type { Give, GoodsSet, Programme, Rule, Selector } from '../programme/programme.ts';

export type RuleGiving<Kind extends Give['kind']> = Rule & { readonly give: Extract<Give, { kind: Kind }> };

export type CompiledRule<R extends Rule = Rule> = {
  readonly rule: R;
  readonly covers: (line: BasketLine) => boolean;
};

export type CompiledProgramme = {
  readonly programme: Programme;
  readonly accruals: readonly CompiledRule<RuleGiving<'pointsPerMoney'>>[];
  readonly multipliers: readonly CompiledRule<RuleGiving<'multiplier'>>[];
};

export function compileProgramme(programme: Programme): CompiledProgramme {
  const rules = [...programme.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    programme,
    accruals: rules.filter((rule) => gives(rule, 'pointsPerMoney')).map(compileRule),
    multipliers: rules.filter((rule) => gives(rule, 'multiplier')).map(compileRule),
  };
}

const gives = <Kind extends Give['kind']>(rule: Rule, kind: Kind): rule is RuleGiving<Kind> =>
  rule.give.kind === kind;

const compileRule = <R extends Rule>(rule: R): CompiledRule<R> => ({
  rule,
  covers: compileSelector(rule.on),
});

function compileSelector({ include, exclude }: Selector): (line: BasketLine) => boolean {
  const included = compileGoods(include);
  const excluded = compileGoods(exclude);
  const includesAll = isEmpty(include);
  return (line) => (includesAll || included(line)) && !excluded(line);
}

function compileGoods(goods: GoodsSet): (line: BasketLine) => boolean {
  const products = new Set<string>(goods.products);
  const categories = new Set<string>(goods.categories);
  const tags = new Set(goods.tags);
  return (line) =>
    products.has(line.productId) || categories.has(line.categoryId) || line.tags.some((tag) => tags.has(tag));
}

const isEmpty = (goods: GoodsSet): boolean =>
  !goods.products?.length && !goods.categories?.length && !goods.tags?.length;

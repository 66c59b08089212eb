/**
 * Which rules name a product, a category, a tag, a partner or reduced goods: made once per version, so that a basket asks
 * for the few rules that can cover a line and never walks the others.
 */
import type { BasketLine } from '../../basket/basket.ts';
import type { CompiledRule } from './compiled.ts';

type Named = Map<string, CompiledRule[]>;

/** Rules that name no goods are not in it. */
export type GoodsIndex = {
  readonly products: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly categories: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly tags: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly partners: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly reduced: readonly CompiledRule[];
  /** How many rules there are, rewards among them. */
  readonly size: number;
};

export function goodsIndex(rules: readonly CompiledRule[]): GoodsIndex {
  const products: Named = new Map();
  const categories: Named = new Map();
  const tags: Named = new Map();
  const partners: Named = new Map();
  const reduced: CompiledRule[] = [];
  for (const each of rules) {
    const include = each.rule.on?.include ?? {};
    enter(products, include.products, each);
    enter(categories, include.categories, each);
    enter(tags, include.tags, each);
    enter(partners, include.partners, each);
    if (include.reduced === true) reduced.push(each);
  }
  return { products, categories, tags, partners, reduced, size: rules.length };
}

/** Calls back with every rule that names this line, with some more than once; exclusions are not looked at. */
export function rulesNaming(
  { products, categories, tags, partners, reduced }: GoodsIndex,
  line: BasketLine,
  found: (rules: readonly CompiledRule[]) => void,
): void {
  tell(products.get(line.productId), found);
  tell(categories.get(line.categoryId), found);
  if (tags.size > 0) for (const tag of line.tags) tell(tags.get(tag), found);
  if (line.partnerId !== undefined) tell(partners.get(line.partnerId), found);
  if (line.reduced === true) found(reduced);
}

function tell(
  rules: readonly CompiledRule[] | undefined,
  found: (rules: readonly CompiledRule[]) => void,
): void {
  if (rules) found(rules);
}

function enter(named: Named, names: readonly string[] = [], each: CompiledRule): void {
  for (const name of new Set(names)) {
    const known = named.get(name);
    if (known) known.push(each);
    else named.set(name, [each]);
  }
}

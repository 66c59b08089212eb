/**
 * Which price rules are judged together, and in which order (STK-1 … STK-3): the groups the programme lists, in its
 * order; then groups it only names, by id; then rules on named goods, each by itself; then the group of basket-wide
 * rules, where the best counts. A rule that states a group belongs there whatever it covers.
 */
import type { StackGroup } from '../programme/rule.ts';
import type { CompiledGroup, CompiledRule, PriceGive } from './compiled.ts';

const BASKET_GROUP = 'basket';

export function compileGroups(
  listed: readonly StackGroup[],
  rules: readonly CompiledRule<PriceGive>[],
): readonly CompiledGroup[] {
  const known = new Map(listed.map((group) => [group.id, group]));
  const named = new Map<string, CompiledRule<PriceGive>[]>();
  const alone: CompiledRule<PriceGive>[] = [];
  for (const each of rules) {
    const id = each.rule.stack?.group ?? (reachesAll(each) ? BASKET_GROUP : null);
    if (id === null) alone.push(each);
    else named.set(id, [...(named.get(id) ?? []), each]);
  }
  const unlisted = [...named.keys()].filter((id) => !known.has(id) && id !== BASKET_GROUP).sort();
  const group = (id: string): CompiledGroup[] => {
    const members = named.get(id);
    return members ? [{ id, combine: known.get(id)?.combine ?? 'best', rules: members }] : [];
  };
  return [
    ...listed.flatMap(({ id }) => group(id)),
    ...unlisted.flatMap(group),
    ...alone.map((each) => ({ id: each.rule.id, combine: 'best' as const, rules: [each] })),
    ...(known.has(BASKET_GROUP) ? [] : group(BASKET_GROUP)),
  ];
}

/** A bundle names its goods in its parts. */
const reachesAll = ({ isBasketWide, rule: { give } }: CompiledRule<PriceGive>): boolean =>
  isBasketWide && give.kind !== 'bundlePrice';

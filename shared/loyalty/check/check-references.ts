/** Names that point at nothing: tiers, coupons, partners, groups, and goods when the shop's catalogue is given. */
import type { Give } from '../programme/give.ts';
import type { Programme } from '../programme/programme.ts';
import type { Reward, Rule } from '../programme/rule.ts';
import { awardsOf } from './awards-of.ts';
import { everyRule, goodsOf, type Placed } from './every-rule.ts';
import type { KnownGoods } from './known-goods.ts';
import { nearestName } from './nearest-name.ts';
import { type Path, type Problem, type ProblemCode, problem } from './problem.ts';

export function checkReferences(programme: Programme, known: KnownGoods | null): readonly Problem[] {
  const names = namesOf(programme, known);
  const find = (code: ProblemCode, listed: ReadonlySet<string> | null, named: readonly Placed<string>[]) =>
    listed === null ? [] : named.flatMap((each) => unknownName(code, listed, each));
  const rules = everyRule(programme);
  const goods = [...rules.flatMap(goodsOf), ...redeemableGoods(programme)];
  const inGoods = (field: 'products' | 'categories' | 'tags' | 'partners') =>
    goods.flatMap(({ value, path }) => listed(value[field], [...path, field]));
  return [
    ...find('unknown-tier', names.tiers, rules.flatMap(tiersNamed)),
    ...find('unknown-coupon', names.coupons, rules.flatMap(couponsNamed)),
    ...find('unknown-partner', names.partners, [...rules.flatMap(partnerNamed), ...inGoods('partners')]),
    ...(programme.stackGroups ? find('unknown-group', names.groups, rules.flatMap(groupNamed)) : []),
    ...find('unknown-category', names.categories, inGoods('categories')),
    ...find('unknown-tag', names.tags, inGoods('tags')),
    ...find('unknown-product', names.products, inGoods('products')),
  ];
}

const namesOf = (programme: Programme, known: KnownGoods | null) => ({
  tiers: idsOf(programme.tiers),
  coupons: idsOf(programme.coupons),
  partners: idsOf(programme.partners),
  groups: new Set([...idsOf(programme.stackGroups), 'basket']),
  categories: known && new Set(known.goods.map(({ categoryId }) => categoryId)),
  tags: known && tagsOf(known),
  products: known && new Set(known.goods.map(({ productId }) => productId)),
});

/** Null where the catalogue carries no tags at all: then it says nothing about them. */
function tagsOf({ goods }: KnownGoods): ReadonlySet<string> | null {
  const tags = new Set(goods.flatMap((each) => each.tags));
  return tags.size > 0 ? tags : null;
}

const idsOf = (items: readonly { readonly id: string }[] = []): ReadonlySet<string> =>
  new Set(items.map(({ id }) => id));

const unknownName = (
  code: ProblemCode,
  known: ReadonlySet<string>,
  { value, path }: Placed<string>,
): readonly Problem[] =>
  known.has(value) ? [] : [problem(code, path, { name: value }, nearestName(value, known))];

const listed = (names: readonly string[] | undefined, path: Path): readonly Placed<string>[] =>
  (names ?? []).map((value, index) => ({ value, path: [...path, index] }));

const one = (name: string | undefined, path: Path): readonly Placed<string>[] =>
  name === undefined ? [] : [{ value: name, path }];

type Each = Placed<Rule | Reward>;

const tiersNamed = ({ value, path }: Each): readonly Placed<string>[] => [
  ...listed(value.when?.tiers, [...path, 'when', 'tiers']),
  ...tierRates(value.give).map((tierId, index) => ({
    value: tierId,
    path: [...path, 'give', 'rateByTier', index, 'tierId'],
  })),
];

const tierRates = (give: Give): readonly string[] =>
  give.kind === 'earnPerMoney' ? (give.rateByTier ?? []).map(({ tierId }) => tierId) : [];

const couponsNamed = (each: Each): readonly Placed<string>[] => [
  ...one(each.value.when?.coupon, [...each.path, 'when', 'coupon']),
  ...awardsOf(each).flatMap(({ value, path }) =>
    value.kind === 'coupon' ? one(value.couponId, [...path, 'couponId']) : [],
  ),
];

const partnerNamed = ({ value, path }: Each): readonly Placed<string>[] =>
  one(value.fundedBy?.partnerId, [...path, 'fundedBy', 'partnerId']);

const groupNamed = ({ value, path }: Each): readonly Placed<string>[] =>
  one(value.stack?.group, [...path, 'stack', 'group']);

const redeemableGoods = ({ redemption }: Programme) =>
  (['include', 'exclude'] as const).flatMap((side) => {
    const value = redemption?.on?.[side];
    return value ? [{ value, path: ['redemption', 'on', side] }] : [];
  });

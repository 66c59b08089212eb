/**
 * In which groups a case's discounts stand. With priorities each programme is a group in their order. Without, discounts
 * on goods come before those on the whole order, narrower ones first; percentages of the whole order compete, sums add up.
 */
import type { StackGroup } from '../../../shared/loyalty/programme/rule.ts';
import type { VectorProduct, VectorReward } from '../format/basket-schema.ts';
import { productsOf } from './goods.ts';
import type { Placed } from './programme-names.ts';

const PERCENTS = 'percents';

export type Stacks = {
  readonly groups: readonly StackGroup[];
  readonly groupOf: (at: number, reward: VectorReward) => string;
};

export function stacksOf(placed: readonly Placed[], products: readonly VectorProduct[]): Stacks {
  const own = ({ at }: Placed): string => `programme-${at}`;
  const isPercents = (each: Placed): boolean =>
    !hasPriorities(placed) && discounts(each).length === 1 && discounts(each).every(isPercentOfOrder);
  const idOf = (each: Placed): string => (isPercents(each) ? PERCENTS : own(each));
  const ordered = hasPriorities(placed) ? byPriority(placed) : byReach(placed, products);
  const ids = [...new Set(ordered.map(idOf))];
  const several = new Map(
    placed.map((each) => [idOf(each), idOf(each) !== PERCENTS && (each.programme.rules ?? []).length <= 1]),
  );
  return {
    groups: ids.map((id) => ({ id, combine: several.get(id) === true ? 'all' : 'best' })),
    groupOf: (at) => idOf(placed.find((each) => each.at === at) ?? fail(at)),
  };
}

function fail(at: number): never {
  throw new Error(`no programme at ${at}`);
}

const hasPriorities = (placed: readonly Placed[]): boolean =>
  placed.some(({ programme }) => programme.priority !== undefined);

const discounts = ({ programme }: Placed): readonly VectorReward[] =>
  programme.rewards.filter(({ type }) => type !== 'free_item' && type !== 'amount_per_point');

const isOfOrder = ({ scope }: VectorReward): boolean => scope === 'order';

const isPercentOfOrder = (reward: VectorReward): boolean =>
  isOfOrder(reward) && reward.type === 'percent' && !reward.only && !reward.only_tags;

const byPriority = (placed: readonly Placed[]): readonly Placed[] =>
  [...placed].sort((a, b) => (b.programme.priority ?? 0) - (a.programme.priority ?? 0) || a.at - b.at);

function byReach(placed: readonly Placed[], products: readonly VectorProduct[]): readonly Placed[] {
  const reach = ({ programme }: Placed): number =>
    programme.rewards.some(isOfOrder)
      ? Number.POSITIVE_INFINITY
      : Math.max(0, ...programme.rewards.map((reward) => productsOf(reward, products).length));
  return [...placed].sort((a, b) => {
    const [left, right] = [reach(a), reach(b)];
    return left === right ? a.at - b.at : left - right;
  });
}

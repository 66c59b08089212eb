import { productsOf } from '../basket/goods.ts';
import type { BasketCase } from '../format/case-schema.ts';

/** Whether a case says which of several equally dear goods a number of units is taken from. */
export function splitsEqualPrices(each: BasketCase): boolean {
  return each.programmes.some(({ id, rewards }) =>
    rewards.some((reward) => {
      if (reward.scope !== 'items_units' && reward.scope !== 'cheapest') return false;
      const covered = productsOf(reward, each.products);
      return each.steps.some(({ expect }) => {
        const named = new Set([
          ...Object.keys(expect.by_programme?.[id] ?? {}),
          ...Object.keys(expect.line_discounts ?? {}),
        ]);
        const prices = covered.filter(({ sku }) => named.has(sku)).map(({ price }) => price);
        return new Set(prices).size < prices.length;
      });
    }),
  );
}

import type { BasketCase } from '../format/case-schema.ts';
import type { Decline } from './decline.ts';
import { splitsEqualPrices } from './equal-prices.ts';
import { orderOfEntryMatters } from './order-of-entry.ts';
import { earnsOnlyOnTheRest } from './points-base.ts';
import { leavesPartsOfCents, roundsByItself, roundsByTax } from './roundings.ts';

export const basketDeclines: readonly Decline<BasketCase>[] = [
  {
    says: 'goods at less than nothing, or fewer than none of them',
    rule: 'DSC-3',
    holds: ({ products, steps, alternative }) =>
      products.some(({ price }) => price.startsWith('-')) ||
      [...steps, ...(alternative ?? [])].some((step) =>
        step.do.some((action) => {
          if ('add' in action) return action.add.qty < 0 || action.add.price?.startsWith('-') === true;
          if ('set_price' in action) return action.set_price.price.startsWith('-');
          return 'set_qty' in action && action.set_qty.qty < 0;
        }),
      ),
  },
  {
    says: 'two taxes on one product, one in the price and one on top',
    rule: 'TAX-1',
    holds: ({ products }) =>
      products.some(
        ({ tax = [] }) => new Set(tax.flatMap((each) => ('mode' in each ? [each.mode] : []))).size > 1,
      ),
  },
  {
    says: 'the same basket, codes and claims come to different sums by the order of entry',
    rule: 'ORD-3',
    holds: orderOfEntryMatters,
  },
  {
    says: 'a percentage of several lines or units that is rounded on each of them',
    rule: 'DSC-1',
    holds: roundsByItself,
  },
  {
    says: 'a percentage of the order that is rounded for the goods of each tax',
    rule: 'DSC-1',
    holds: roundsByTax,
  },
  {
    says: 'percentages one after the other on a base that keeps parts of cents',
    rule: 'DSC-1',
    holds: leavesPartsOfCents,
  },
  {
    says: 'which of equally dear goods are reduced',
    rule: 'DSC-4',
    holds: splitsEqualPrices,
  },
  {
    says: 'a discount on the whole order that leaves out goods for which a rule earns',
    rule: 'DSC-2',
    holds: discountMissesEarningGoods,
  },
  {
    says: 'the points of a returned order come and go with another member than the one who bought',
    rule: 'RET-4',
    holds: refundsToAnother,
  },
  {
    says: 'which of several rules that stand alone is taken is decided by priority',
    rule: 'STK-4',
    holds: ({ programmes }) =>
      new Set(programmes.flatMap((each) => (each.exclusive === true ? [each.priority ?? 0] : []))).size > 1,
  },
  {
    says: 'points for somebody whom the shop does not know',
    rule: 'ACC-1',
    holds: rewardsGuests,
  },
  {
    says: 'what was paid with points earns none, in a format that does not say so',
    rule: 'ACC-9',
    holds: earnsOnlyOnTheRest,
  },
];

function rewardsGuests({ programmes, steps }: BasketCase): boolean {
  const earning = programmes.flatMap(({ id, type }) => (type === 'loyalty' ? [id] : []));
  let member: string | null = null;
  return steps.some(({ do: actions, expect }) => {
    for (const action of actions) {
      if ('new_order' in action) member = null;
      if ('set_member' in action) member = action.set_member;
      if ('use_card' in action) return false;
    }
    return member === null && earning.some((id) => (expect.earned?.[id] ?? 0) > 0);
  });
}

/** Points for some goods only are checked beside a discount on everything, which we spread over those goods too. */
function discountMissesEarningGoods({ programmes, steps }: BasketCase): boolean {
  const earnsOnSome = programmes.some(
    ({ type, rules }) =>
      type === 'loyalty' && rules?.some((rule) => rule.per === 'money' && (rule.only ?? rule.only_tags)),
  );
  const onEverything = programmes.some(
    ({ type, rewards }) =>
      type !== 'loyalty' &&
      type !== 'wallet' &&
      type !== 'gift_card' &&
      rewards.some(({ scope, only, only_tags: tags }) => scope === 'order' && !only && !tags),
  );
  return (
    earnsOnSome &&
    onEverything &&
    steps.some(({ expect }) => expect.balance ?? expect.earned ?? expect.preview_balance)
  );
}

function refundsToAnother({ steps }: BasketCase): boolean {
  let buyer: string | null = null;
  for (const action of steps.flatMap((step) => step.do)) {
    if ('set_member' in action) buyer = action.set_member;
    if ('new_order' in action) buyer = null;
    if ('refund_last_order_to' in action && action.refund_last_order_to !== buyer) return true;
  }
  return false;
}

/** Cases of the kind `basket`: every key is known or the case is not read. */
import { z } from 'zod';

/** What is finer than a cent is read, and declined. */
const money = z.string().regex(/^-?\d+(\.\d+)?$/);
const count = z.number();
const flag = z.literal(true);
const skus = z.array(z.string()).min(1);
const amounts = z.record(z.string(), money);
const points = z.record(z.string(), z.number());

const tax = z.union([
  z.strictObject({
    rate: z.number().min(0),
    mode: z.enum(['incl', 'excl']),
    group: z.union([z.string(), z.boolean()]).optional(),
    compound: z.boolean().optional(),
  }),
  z.strictObject({ fixed: money }),
]);

const product = z.strictObject({
  sku: z.string(),
  price: money,
  tax: z.array(tax).optional(),
  tags: z.array(z.string()).optional(),
  min_price: money.optional(),
});

const rule = z.strictObject({
  per: z.enum(['order', 'unit', 'money']).optional(),
  points: count.optional(),
  min_qty: count.optional(),
  min_amount: money.optional(),
  min_amount_tax: z.enum(['incl', 'excl']).optional(),
  only: skus.optional(),
  only_tags: skus.optional(),
  contains_tags: skus.optional(),
  code: z.string().optional(),
  nth_order: z.int().min(1).optional(),
  member_groups: skus.optional(),
});

const step = z.strictObject({ from: count, value: count });

const reward = z.strictObject({
  id: z.string(),
  type: z.enum([
    'percent',
    'amount',
    'amount_per_point',
    'amount_per_unit',
    'free_item',
    'percent_by_order_amount',
    'percent_by_eligible_qty',
    'first_then_additional',
    'amount_per_unit_in_full_groups',
  ]),
  value: z.union([count, money, z.array(step)]).optional(),
  scope: z.enum(['order', 'items', 'each_line', 'each_unit', 'items_units', 'cheapest']).optional(),
  only: skus.optional(),
  only_tags: skus.optional(),
  cap: money.optional(),
  cost_points: count.optional(),
  apply: z.enum(['auto', 'claim', 'code']).optional(),
  item: z.string().optional(),
  items: skus.optional(),
  qty: count.optional(),
  free_mode: z.enum(['one_of_the_units', 'extra_line']).optional(),
  first: money.optional(),
  additional: money.optional(),
  max_items: z.int().optional(),
  max_units: z.int().optional(),
  units: z.int().optional(),
  pick: z.enum(['dearest_first', 'cheapest_first']).optional(),
  bought_units_not_reused: z.boolean().optional(),
  group: z.int().optional(),
});

const programme = z.strictObject({
  id: z.string(),
  type: z.enum([
    'promotion',
    'buy_x_get_y',
    'coupon',
    'loyalty',
    'wallet',
    'gift_card',
    'next_order',
    'shelf_price',
  ]),
  rules: z.array(rule).optional(),
  rewards: z.array(reward),
  priority: z.number().optional(),
  exclusive: z.boolean().optional(),
  limits: z
    .strictObject({
      max_uses: z.int().optional(),
      max_uses_per_member: z.int().optional(),
      release_on_cancel: z.boolean().optional(),
    })
    .optional(),
  valid_to: z.iso.date().optional(),
  price_lists: skus.optional(),
  active: z.boolean().optional(),
  when: z.enum(['next_order', 'this_order']).optional(),
  skip_reduced: z.boolean().optional(),
  anonymous: z.boolean().optional(),
});

const member = z.strictObject({
  id: z.string(),
  balance: points.optional(),
  cards: skus.optional(),
  group: z.string().optional(),
  orders_before: z.int().optional(),
  orders_cancelled: z.int().optional(),
  uses: points.optional(),
  uses_cancelled: points.optional(),
  price_list: z.string().optional(),
});

const card = z.strictObject({
  code: z.string(),
  programme: z.string(),
  points: count,
  member: z.string().optional(),
});

const sku = z.string();
const action = z.union([
  z.strictObject({
    add: z.strictObject({
      sku,
      qty: count,
      price: money.optional(),
      manual_discount_percent: count.optional(),
    }),
  }),
  z.strictObject({ set_qty: z.strictObject({ sku, qty: count }) }),
  z.strictObject({ set_price: z.strictObject({ sku, price: money }) }),
  z.strictObject({ claim: z.strictObject({ reward: z.string(), choose: sku.optional() }) }),
  z.strictObject({ code: z.string() }),
  z.strictObject({ use_card: z.string() }),
  z.strictObject({ set_member: z.string().nullable() }),
  z.strictObject({ pay: flag }),
  z.strictObject({ new_order: flag }),
  z.strictObject({ park: flag }),
  z.strictObject({ resume: flag }),
  z.strictObject({ drop_reward: z.string() }),
  z.strictObject({ pin_reward_qty: z.strictObject({ reward: z.string(), qty: count }) }),
  z.strictObject({ suspend: skus }),
  z.strictObject({ resume_programmes: skus }),
  z.strictObject({ config: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  z.strictObject({ recalculate: flag }),
  z.strictObject({ scan_unknown: z.string() }),
  z.strictObject({ refund_last_order_to: z.string().nullable() }),
  z.strictObject({ do_not_claim: z.union([z.string(), flag]) }),
]);

const expected = z.strictObject({
  total: money.optional(),
  total_untaxed: money.optional(),
  tax: money.optional(),
  discounts: z.array(z.strictObject({ reward: z.string(), amount: money, sku: sku.optional() })).optional(),
  line_discounts: amounts.optional(),
  unit_discounts: z.record(z.string(), z.array(money)).optional(),
  by_programme: z.record(z.string(), amounts).optional(),
  discount_total: money.optional(),
  discount_lines: z.int().optional(),
  free: z.array(z.strictObject({ sku, qty: count })).optional(),
  claimable: z.record(z.string(), z.boolean()).optional(),
  applied: z.array(z.string()).optional(),
  not_applied: z.array(z.string()).optional(),
  earned: points.optional(),
  spent: points.optional(),
  balance: z.record(z.string(), points).optional(),
  card_balance: points.optional(),
  preview_balance: points.optional(),
  usable_points: points.optional(),
  issued: z.array(z.strictObject({ programme: z.string(), points: count.optional() })).optional(),
  rejected: z.array(z.string()).optional(),
  line_prices: amounts.optional(),
  tolerance: money.optional(),
});

const steps = z.array(z.strictObject({ do: z.array(action), expect: expected }));

export const zBasketBody = {
  products: z.array(product),
  programmes: z.array(programme),
  members: z.array(member).optional(),
  cards: z.array(card).optional(),
  now: z.iso.date().optional(),
  price_list: z.string().optional(),
  steps,
  alternative: steps.optional(),
};

export const zReward = reward;
export const zProgrammeFields = programme;

export type VectorProduct = z.infer<typeof product>;
export type VectorRule = z.infer<typeof rule>;
export type VectorReward = z.infer<typeof reward>;
export type VectorProgramme = z.infer<typeof programme>;
export type VectorMember = z.infer<typeof member>;
export type VectorCard = z.infer<typeof card>;
export type VectorAction = z.infer<typeof action>;
export type VectorStep = z.infer<typeof steps>[number];
export type Expected = z.infer<typeof expected>;

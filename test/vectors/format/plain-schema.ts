/** Cases of the kinds ledger, earn, redeem and tier: every key is known or the case is not read. */
import { z } from 'zod';

/** What is finer than a cent is read, and declined. */
const money = z.string().regex(/^-?\d+(\.\d+)?$/);
const amount = z.union([z.number(), money]);
const day = z.iso.date();
const byRef = z.record(z.string(), z.number());
const names = z.array(z.string());
const of = z.string();
const ref = z.string();

const when = { date: day.optional() };
const figures = {
  balance: z.number().optional(),
  lots: byRef.optional(),
  deficit: z.number().optional(),
  issued_by: byRef.optional(),
  used_by: byRef.optional(),
  issued: z.number().optional(),
  used: z.number().optional(),
  rows: z.array(z.strictObject({ op: z.string(), amount: z.number() })).optional(),
  expired_rows: z.array(z.number()).optional(),
  clawed_back: z.array(z.number()).optional(),
  clawback_rows: z.int().optional(),
  redeemed: z.array(z.number()).optional(),
  rejected: names.optional(),
  rejected_all: z.literal(true).optional(),
  expiring_by: byRef.optional(),
  sum_redeemed_at_most: z.number().optional(),
  balance_at_least: z.number().optional(),
};

const event = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('earn'),
    ref,
    points: z.number(),
    ...when,
    expires: day.optional(),
    expires_in_days: z.int().optional(),
    expires_at: z.iso.datetime().optional(),
  }),
  z.strictObject({
    op: z.literal('spend'),
    ref: ref.optional(),
    points: z.number().optional(),
    amount: amount.optional(),
    ...when,
    allow_deficit: z.boolean().optional(),
  }),
  z.strictObject({
    op: z.literal('redeem'),
    order: z.string(),
    points: z.number(),
    ...when,
    who: z.enum(['guest', 'other_member', 'other_currency', 'owner']).optional(),
  }),
  z.strictObject({
    op: z.literal('rollback'),
    of: of.optional(),
    order: of.optional(),
    ref: ref.optional(),
    ...when,
  }),
  z.strictObject({
    op: z.literal('sale'),
    ref,
    amount: money,
    units: z.int().optional(),
    ...when,
    reward: z
      .strictObject({
        id: z.string(),
        claimed_cost: z.number().optional(),
        units: z.int().optional(),
      })
      .optional(),
  }),
  z.strictObject({
    op: z.literal('refund'),
    of,
    ref: ref.optional(),
    amount: money.optional(),
    share: z.number().optional(),
    ...when,
  }),
  z.strictObject({ op: z.literal('cancel'), of, ref: ref.optional(), ...when }),
  z.strictObject({
    op: z.literal('clawback'),
    of,
    ref: ref.optional(),
    requested: z.number().optional(),
    ...when,
  }),
  z.strictObject({ op: z.literal('expire_lot'), of, points: z.number(), ...when }),
  z.strictObject({
    op: z.literal('run_expiry'),
    day: z.int().optional(),
    at: z.iso.datetime().optional(),
    ...when,
  }),
  z.strictObject({ op: z.literal('issue'), ref: ref.optional(), amount, ...when }),
  z.strictObject({ op: z.literal('issue_card'), ref, amount, ...when }),
  z.strictObject({ op: z.literal('topup'), ref: ref.optional(), amount, ...when }),
  z.strictObject({
    op: z.literal('order'),
    ref,
    earn: z.number().optional(),
    spend: z.array(z.number()).optional(),
    ...when,
  }),
  z.strictObject({ op: z.literal('redeliver'), of: of.optional(), ref: ref.optional(), ...when }),
  z.strictObject({ op: z.literal('check'), ...figures }),
]);

const ledgerRule = z.strictObject({
  per: z.enum(['order', 'unit', 'money']),
  points: z.number(),
  min_qty: z.number().optional(),
  min_amount: money.optional(),
  rounding: z.literal('truncate_receipt_total').optional(),
});

const ledgerReward = z.strictObject({
  id: z.string(),
  type: z.enum(['percent', 'amount', 'free_item']),
  value: z.union([z.number(), money]).optional(),
  scope: z.literal('order').optional(),
  qty: z.int().optional(),
  cost_points: z.number(),
});

export const zLedgerBody = {
  unit: z.enum(['points', 'money_2dp']),
  start: z.number(),
  programme: z
    .strictObject({ rules: z.array(ledgerRule).optional(), rewards: z.array(ledgerReward).optional() })
    .optional(),
  clawback_policy: z.enum(['allow_negative', 'clamp_to_zero']).optional(),
  expire_after_days: z.int().optional(),
  concurrent: z.boolean().optional(),
  events: z.array(event),
  expect: z.strictObject(figures),
};

const rules = z.array(
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('per_amount'),
      points: z.number(),
      per_minor: z.int().min(1),
      ...ruleParts(),
    }),
    z.strictObject({
      type: z.literal('per_money'),
      points: z.number(),
      include_delivery: z.boolean().optional(),
      exclude_skus: names.optional(),
      exclude_labels: names.optional(),
      min_order: z.number().optional(),
      ...ruleParts(),
    }),
    z.strictObject({
      type: z.literal('fixed'),
      points: z.number(),
      units: z.int().optional(),
      ...ruleParts(),
    }),
    z.strictObject({ type: z.literal('fixed_for_sku'), points: z.number(), skus: names, ...ruleParts() }),
    z.strictObject({ type: z.literal('multiplier'), factor: z.number(), ...ruleParts() }),
    z.strictObject({
      type: z.literal('multiply_lines'),
      factor: z.number(),
      skus: names.optional(),
      labels: names.optional(),
      ...ruleParts(),
    }),
    z.strictObject({
      type: z.literal('event'),
      event: z.string().optional(),
      name: z.string().optional(),
      points: z.number(),
      ...ruleParts(),
    }),
  ]),
);

function ruleParts() {
  return {
    id: z.string().optional(),
    stackable: z.boolean().optional(),
    priority: z.number().optional(),
  };
}

export const zEarnBody = {
  basis_minor: z.int().optional(),
  lines: z
    .array(
      z.strictObject({
        sku: z.string(),
        qty: z.number(),
        amount: money,
        labels: names.optional(),
        delivery: z.boolean().optional(),
      }),
    )
    .optional(),
  order: z
    .strictObject({
      items_total_minor: z.int(),
      order_total_minor: z.int(),
      order_tax_minor: z.int(),
      item_tax_minor: z.int(),
    })
    .optional(),
  basis_mode: z
    .strictObject({ of: z.enum(['items_total', 'order_total']), include_taxes: z.boolean() })
    .optional(),
  rules,
  rounding: z.enum(['floor', 'round', 'ceil']).optional(),
  events: names.optional(),
  event: z.string().optional(),
  expect: z.strictObject({
    points: z.number().optional(),
    breakdown: byRef.optional(),
    basis_minor: z.int().optional(),
  }),
};

export const zRedeemBody = {
  requested: z.int(),
  balance: z.int(),
  order_total_minor: z.int(),
  programme: z.strictObject({
    convert_points: z.int().min(1),
    convert_minor: z.int().min(1),
    min_points: z.int().optional(),
    max_percent_of_order: z.number().optional(),
  }),
  expect: z.strictObject({ points: z.int().optional(), amount_minor: z.int().optional() }),
};

export const zTierBody = {
  tiers: z.array(z.strictObject({ name: z.string(), min_spent: z.number() })),
  basis: z.literal('lifetime_spend_including_current'),
  member: z.strictObject({ spent_before: z.number() }),
  current_amount: z.number(),
  expect: z.strictObject({ tier: z.string() }),
};

export type LedgerEvent = z.infer<typeof event>;
export type LedgerFigures = { [K in keyof typeof figures]?: z.infer<(typeof figures)[K]> };
export type EarnRule = z.infer<typeof rules>[number];

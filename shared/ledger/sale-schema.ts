/** Wire shapes inside a sale's body: what the engine read and what it said. */
import { z } from 'zod';
import type { BasketLine } from '../basket/basket.ts';
import type { Tax } from '../catalog/product.ts';
import type { CategoryId, MemberId, ProductId, RuleId, TaxId, TierId } from '../kernel/ids.ts';
import {
  MAX_ASSETS,
  MAX_EXPIRING,
  MAX_LINES,
  MAX_NAME_CHARS,
  MAX_QUANTITY_MILLI,
  MAX_TAGS,
  MAX_TAXES,
  MAX_UNIT_PRICE_MINOR,
} from '../kernel/limits.ts';
import {
  zBps,
  zBusinessDate,
  zEpochMs,
  zId,
  zLocalized,
  zLogIndex,
  zMilli,
  zMinor,
  zNonNegativeMinor,
  zPoints,
} from '../kernel/schema.ts';
import { type Asset, isAsset } from '../loyalty/asset.ts';
import type { Explanation, PricedLine, TaxTotal } from '../loyalty/outcome/outcome.ts';
import { MAX_RULES } from '../loyalty/programme/programme-schema.ts';
import type { MemberRow } from '../loyalty/seen/member.ts';
import type { Seen } from '../loyalty/seen/seen.ts';

export const zAsset: z.ZodType<Asset> = z.string().refine(isAsset);

const basketLineFields = {
  n: z.int().min(1),
  productId: zId<ProductId>(),
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(MAX_NAME_CHARS),
  categoryId: zId<CategoryId>(),
  tags: z.array(z.string().max(40)).max(MAX_TAGS),
  taxId: zId<TaxId>(),
  unit: z.enum(['piece', 'kilogram']),
  unitPriceMinor: zNonNegativeMinor.refine((value) => value <= MAX_UNIT_PRICE_MINOR),
  quantityMilli: zMilli.refine((value) => value > 0 && value <= MAX_QUANTITY_MILLI),
};

export const zBasketLine: z.ZodType<BasketLine> = z.strictObject(basketLineFields);

export const zPricedLine: z.ZodType<PricedLine> = z.strictObject({
  ...basketLineFields,
  grossMinor: zNonNegativeMinor,
  discountMinor: zNonNegativeMinor,
  totalMinor: zNonNegativeMinor,
  earns: z.boolean(),
});

export const zTax: z.ZodType<Tax> = z.strictObject({
  id: zId<TaxId>(),
  letter: z.string().max(2),
  rateBps: zBps,
  mode: z.enum(['included', 'added']),
});

export const zTaxTotal: z.ZodType<TaxTotal> = z.strictObject({
  taxId: zId<TaxId>(),
  letter: z.string().max(2),
  rateBps: zBps,
  totalMinor: zMinor,
  taxMinor: zMinor,
});

const zAssetBalance = z.strictObject({
  asset: zAsset,
  available: z.int().min(0),
  pending: z.int().min(0),
  leased: z.int().min(0),
  inReview: z.int().min(0),
  expiring: z.array(z.strictObject({ amount: z.int().min(0), atMs: zEpochMs })).max(MAX_EXPIRING),
});

export const memberFields = {
  id: zId<MemberId>(),
  cardNumber: z.string().max(40),
  label: z.string().max(80),
  tierId: zId<TierId>(),
  counters: z.strictObject({ spendMinor: zNonNegativeMinor, visits: z.int().min(0) }),
  balances: z.array(zAssetBalance).max(MAX_ASSETS),
  asOf: zLogIndex,
  asOfMs: zEpochMs,
};

export const zMemberRow: z.ZodType<MemberRow> = z.strictObject(memberFields);

export const zSeen: z.ZodType<Seen> = z.strictObject({
  lines: z.array(zBasketLine).min(1).max(MAX_LINES),
  member: zMemberRow.nullable(),
  taxes: z.array(zTax).max(MAX_TAXES),
  clock: z.strictObject({ wallMs: zEpochMs, businessDate: zBusinessDate }),
});

const zFiredRule = z.strictObject({
  ruleId: zId<RuleId>(),
  name: zLocalized,
  part: z.enum(['base', 'tier', 'multiplier']),
  points: zPoints,
  discountMinor: zNonNegativeMinor,
  baseMinor: zNonNegativeMinor,
  tierId: zId<TierId>().nullable(),
  tierName: zLocalized.nullable(),
});

const zMissedRule = z.strictObject({
  ruleId: zId<RuleId>(),
  name: zLocalized,
  reason: z.strictObject({ kind: z.literal('sumTooSmall'), shortMinor: zNonNegativeMinor }),
});

export const zExplanation: z.ZodType<Explanation> = z.strictObject({
  fired: z.array(zFiredRule).max(2 * MAX_RULES),
  missed: z.array(zMissedRule).max(MAX_RULES),
  nextTier: z
    .strictObject({ tierId: zId<TierId>(), name: zLocalized, shortMinor: zNonNegativeMinor })
    .nullable(),
});

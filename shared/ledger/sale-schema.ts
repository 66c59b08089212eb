/** Wire shapes of what the engine reads: lines, member, and what was asked for. */
import { z } from 'zod';
import type { BasketLine } from '../basket/basket.ts';
import type { Tax } from '../catalog/product.ts';
import type {
  CategoryId,
  CouponId,
  MemberId,
  PartnerId,
  ProductId,
  RuleId,
  StoreId,
  TaxId,
  TierId,
} from '../kernel/ids.ts';
import {
  MAX_ASSETS,
  MAX_CLAIMS,
  MAX_EXPIRING,
  MAX_ID_CHARS,
  MAX_LINES,
  MAX_MONTHS,
  MAX_NAME_CHARS,
  MAX_QUANTITY_MILLI,
  MAX_QUESTS,
  MAX_SEGMENTS,
  MAX_TAGS,
  MAX_TAXES,
  MAX_TIMES,
  MAX_UNIT_PRICE_MINOR,
} from '../kernel/limits.ts';
import {
  zBps,
  zBusinessDate,
  zEpochMs,
  zId,
  zLogIndex,
  zMilli,
  zNonNegativeMinor,
  zPoints,
} from '../kernel/schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import { CHANNELS } from '../loyalty/programme/condition.ts';
import { MAX_RULES } from '../loyalty/programme/programme-schema.ts';
import type { MemberRow } from '../loyalty/seen/member.ts';
import type { Seen } from '../loyalty/seen/seen.ts';

const zUnitMinor = zNonNegativeMinor.refine((value) => value <= MAX_UNIT_PRICE_MINOR);

const basketLineFields = {
  n: z.int().min(1),
  productId: zId<ProductId>(),
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(MAX_NAME_CHARS),
  categoryId: zId<CategoryId>(),
  tags: z.array(z.string().max(40)).max(MAX_TAGS),
  taxId: zId<TaxId>(),
  unit: z.enum(['piece', 'kilogram']),
  unitPriceMinor: zUnitMinor,
  quantityMilli: zMilli.refine((value) => value > 0 && value <= MAX_QUANTITY_MILLI),
  depositMinor: zUnitMinor.exactOptional(),
  floorMinor: zUnitMinor.exactOptional(),
  reduced: z.literal(true).exactOptional(),
  giftCardId: z.string().min(1).max(MAX_ID_CHARS).exactOptional(),
  partnerId: zId<PartnerId>().exactOptional(),
  giftOf: zId<RuleId>().exactOptional(),
};

export const zBasketLine: z.ZodType<BasketLine> = z.strictObject(basketLineFields);

export const zTax: z.ZodType<Tax> = z.strictObject({
  id: zId<TaxId>(),
  letter: z.string().max(2),
  rateBps: zBps,
  mode: z.enum(['included', 'added']),
});

const zAssetBalance = z.strictObject({
  asset: zAsset,
  available: z.int().min(0),
  pending: z.int().min(0),
  leased: z.int().min(0),
  inReview: z.int().min(0),
  expiring: z.array(z.strictObject({ amount: z.int().min(0), atMs: zEpochMs })).max(MAX_EXPIRING),
});

const zCount = z.int().min(0);

const zCounters = z.strictObject({
  spendMinor: zNonNegativeMinor,
  visits: zCount,
  points: zCount.exactOptional(),
  lastVisit: zBusinessDate.exactOptional(),
  months: z
    .array(
      z.strictObject({
        month: z.string().regex(/^\d{4}-\d{2}$/),
        spendMinor: zNonNegativeMinor,
        visits: zCount,
        points: zCount,
      }),
    )
    .max(MAX_MONTHS)
    .exactOptional(),
});

export const memberFields = {
  id: zId<MemberId>(),
  cardNumber: z.string().max(40),
  label: z.string().max(80),
  tierId: zId<TierId>(),
  counters: zCounters,
  balances: z.array(zAssetBalance).max(MAX_ASSETS),
  segments: z.array(z.string().min(1).max(40)).max(MAX_SEGMENTS).exactOptional(),
  birthday: z
    .strictObject({ monthDay: z.string().regex(/^\d{2}-\d{2}$/), knownSince: zBusinessDate })
    .exactOptional(),
  quests: z
    .array(
      z.strictObject({
        questId: z.string().min(1).max(40),
        progress: zCount,
        awards: zCount,
        period: z.string().max(10).exactOptional(),
      }),
    )
    .max(MAX_QUESTS)
    .exactOptional(),
  uses: z
    .array(z.strictObject({ ruleId: zId<RuleId>(), times: zCount }))
    .max(MAX_RULES)
    .exactOptional(),
  referredBy: z.strictObject({ memberId: zId<MemberId>(), referrals: zCount }).exactOptional(),
  asOf: zLogIndex,
  asOfMs: zEpochMs,
};

export const zMemberRow: z.ZodType<MemberRow> = z.strictObject(memberFields);

/** What the sale asked for besides its lines, and what had been used before. */
export const askedFields = {
  place: z.strictObject({ storeId: zId<StoreId>(), channel: z.enum(CHANNELS) }).exactOptional(),
  claims: z
    .array(
      z.strictObject({
        ruleId: zId<RuleId>(),
        times: z.int().min(0).max(MAX_TIMES).exactOptional(),
        productId: zId<ProductId>().exactOptional(),
      }),
    )
    .max(MAX_CLAIMS)
    .exactOptional(),
  coupons: z
    .array(z.strictObject({ couponId: zId<CouponId>(), serial: z.string().min(1).max(80).exactOptional() }))
    .max(MAX_CLAIMS)
    .exactOptional(),
  payment: z
    .strictObject({
      points: zPoints.refine((value) => value >= 0).exactOptional(),
      walletMinor: zNonNegativeMinor.exactOptional(),
      giftCards: z
        .array(
          z.strictObject({
            cardId: z.string().min(1).max(MAX_ID_CHARS),
            heldMinor: zNonNegativeMinor,
            amountMinor: zNonNegativeMinor.exactOptional(),
          }),
        )
        .max(MAX_CLAIMS)
        .exactOptional(),
    })
    .exactOptional(),
  usage: z
    .array(
      z.strictObject({
        ruleId: z.union([zId<RuleId>(), z.enum(['earning', 'redemption'])]),
        memberToday: zCount,
        cashierToday: zCount,
        memberSinceRow: zCount,
        inAll: zCount,
      }),
    )
    .max(MAX_RULES)
    .exactOptional(),
  held: z
    .array(z.strictObject({ asset: zAsset, amount: zCount }))
    .max(MAX_ASSETS)
    .exactOptional(),
};

export const zSeen: z.ZodType<Seen> = z.strictObject({
  lines: z.array(zBasketLine).min(1).max(MAX_LINES),
  member: zMemberRow.nullable(),
  taxes: z.array(zTax).max(MAX_TAXES),
  clock: z.strictObject({
    wallMs: zEpochMs,
    businessDate: zBusinessDate,
    minute: z.int().min(0).max(1439).exactOptional(),
  }),
  ...askedFields,
});

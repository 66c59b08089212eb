/** Policies that stand beside the rules: tiers, redemption, lots, returns, limits of the whole programme. */
import { z } from 'zod';
import type { TierId } from '../../kernel/ids.ts';
import { MAX_MONTHS } from '../../kernel/limits.ts';
import { zId, zLocalized } from '../../kernel/schema.ts';
import { points } from '../../kernel/units.ts';
import { zSelector } from './goods-schema.ts';
import type { ProgrammeLimits } from './limits.ts';
import type { LotPolicies } from './lot-policy.ts';
import type { RedemptionPolicy } from './redemption-policy.ts';
import type { ReturnPolicy } from './return-policy.ts';
import { MAX_PRIVILEGES, zAmount, zDays, zMoney, zPendingDays, zShare } from './schema-parts.ts';
import { TIER_MEASURES, type Tier, type TierPolicy } from './tiers.ts';

const MAX_YEARS = 10;
const MAX_EXPIRY_MONTHS = 12 * MAX_YEARS;

export const zTier: z.ZodType<Tier> = z.strictObject({
  id: zId<TierId>(),
  name: zLocalized,
  from: z.int().min(0),
  privileges: z.array(zLocalized).max(MAX_PRIVILEGES).exactOptional(),
});

export const zTierPolicy: z.ZodType<TierPolicy> = z.strictObject({
  measure: z.enum(TIER_MEASURES),
  window: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('lifetime') }),
    z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(MAX_MONTHS) }),
    z.strictObject({ kind: z.literal('calendar'), period: z.enum(['month', 'quarter', 'year']) }),
  ]),
  review: z.enum(['never', 'month', 'quarter', 'year']),
  graceMonths: z.int().min(0).max(MAX_MONTHS),
  downgrade: z.enum(['oneStep', 'toReached']),
});

export const zRedemptionPolicy: z.ZodType<RedemptionPolicy> = z.strictObject({
  as: z.enum(['discount', 'tender']),
  shareOfReceiptBps: zShare,
  minimumReceiptMinor: zMoney.exactOptional(),
  minimumPoints: zAmount.transform(points).exactOptional(),
  stepPoints: zAmount.transform(points).exactOptional(),
  on: zSelector.exactOptional(),
  earnOnRedeemed: z.boolean().exactOptional(),
  fromThisReceipt: z.boolean().exactOptional(),
  perDay: zAmount.exactOptional(),
});

const lotPolicy = z
  .strictObject({
    pendingDays: zPendingDays.exactOptional(),
    expiry: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('days'), days: zDays }),
        z.strictObject({ kind: z.literal('months'), months: z.int().min(1).max(MAX_EXPIRY_MONTHS) }),
        z.strictObject({ kind: z.literal('endOfMonth'), months: z.int().min(0).max(MAX_EXPIRY_MONTHS) }),
        z.strictObject({ kind: z.literal('endOfYear'), years: z.int().min(0).max(MAX_YEARS) }),
        z.strictObject({ kind: z.literal('inactivity'), days: zDays }),
      ])
      .exactOptional(),
  })
  .exactOptional();

export const zLotPolicies: z.ZodType<LotPolicies> = z.strictObject({
  points: lotPolicy,
  wallet: lotPolicy,
  other: lotPolicy,
});

export const zReturnPolicy: z.ZodType<ReturnPolicy> = z.strictObject({
  shortfall: z.enum(['receivable', 'forgive']).exactOptional(),
  gifts: z.enum(['return', 'keep']).exactOptional(),
  minimumDaysLeft: zPendingDays.exactOptional(),
});

export const zProgrammeLimits: z.ZodType<ProgrammeLimits> = z.strictObject({
  earningReceiptsPerMemberDay: zAmount.exactOptional(),
  pointsPerReceipt: zAmount.exactOptional(),
  discountShareOfReceiptBps: zShare.exactOptional(),
});

/** Wire shapes of what a sale's body claims: what the engine said of what was seen. */
import { z } from 'zod';
import type { PartnerId, RuleId, TaxId, TierId } from '../kernel/ids.ts';
import { MAX_CLAIMS, MAX_ID_CHARS, MAX_QUESTS } from '../kernel/limits.ts';
import { zBps, zId, zLocalized, zMinor, zNonNegativeMinor, zPoints } from '../kernel/schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import type { CountedUse } from '../loyalty/limits/counted-uses.ts';
import { type Explanation, FIRED_PARTS } from '../loyalty/outcome/explanation.ts';
import type { FundingShare, TaxTotal } from '../loyalty/outcome/outcome.ts';
import { zAward } from '../loyalty/programme/award-schema.ts';
import { MAX_RULES } from '../loyalty/programme/programme-schema.ts';
import { TIER_MEASURES } from '../loyalty/programme/tiers.ts';
import type { LineFigures, SpentFigures } from './body.ts';

const zRuleOrRedemption = z.union([zId<RuleId>(), z.literal('redemption')]);
const zCount = z.int().min(0);

export const zLineFigures: z.ZodType<LineFigures> = z.strictObject({
  n: z.int().min(1),
  grossMinor: zNonNegativeMinor,
  discountMinor: zNonNegativeMinor,
  totalMinor: zNonNegativeMinor,
  cuts: z
    .array(z.strictObject({ ruleId: zRuleOrRedemption, amountMinor: zNonNegativeMinor }))
    .max(2 * MAX_RULES),
  earns: z.boolean(),
});

export const zTaxTotal: z.ZodType<TaxTotal> = z.strictObject({
  taxId: zId<TaxId>(),
  letter: z.string().max(2),
  rateBps: zBps,
  totalMinor: zMinor,
  taxMinor: zMinor,
});

export const zSpentFigures: z.ZodType<SpentFigures> = z.strictObject({
  as: z.enum(['discount', 'tender']),
  points: zPoints.refine((value) => value >= 0),
  pointsMinor: zNonNegativeMinor,
  walletMinor: zNonNegativeMinor,
  giftCards: z
    .array(z.strictObject({ cardId: z.string().min(1).max(MAX_ID_CHARS), amountMinor: zNonNegativeMinor }))
    .max(MAX_CLAIMS),
  moneyMinor: zNonNegativeMinor,
});

/** A rule, or what the programme limits as a whole. */
export const zCountedUse: z.ZodType<CountedUse> = z.union([zId<RuleId>(), z.enum(['earning', 'redemption'])]);

export const zFundingShare: z.ZodType<FundingShare> = z.strictObject({
  partnerId: zId<PartnerId>(),
  ruleId: zId<RuleId>(),
  discountMinor: zNonNegativeMinor,
  worthMinor: zNonNegativeMinor,
});

const zFiredRule = z.strictObject({
  ruleId: zRuleOrRedemption,
  name: zLocalized,
  part: z.enum(FIRED_PARTS),
  asset: zAsset.nullable(),
  amount: z.int(),
  discountMinor: zNonNegativeMinor,
  baseMinor: zNonNegativeMinor,
  tierId: zId<TierId>().nullable(),
  tierName: zLocalized.nullable(),
  award: z.union([zAward, z.strictObject({ kind: z.literal('privilege'), text: zLocalized })]).nullable(),
});

const zMissedRule = z.strictObject({
  ruleId: zId<RuleId>(),
  name: zLocalized,
  reason: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sumTooSmall'), shortMinor: zNonNegativeMinor }),
    z.strictObject({ kind: z.literal('quantityTooSmall'), shortMilli: zCount }),
    z.strictObject({ kind: z.literal('beaten'), by: zId<RuleId>() }),
    z.strictObject({ kind: z.literal('limitReached') }),
    z.strictObject({ kind: z.literal('needsMember') }),
  ]),
});

export const zExplanation: z.ZodType<Explanation> = z.strictObject({
  fired: z.array(zFiredRule).max(2 * MAX_RULES),
  missed: z.array(zMissedRule).max(MAX_RULES),
  nextTier: z
    .strictObject({
      tierId: zId<TierId>(),
      name: zLocalized,
      measure: z.enum(TIER_MEASURES),
      short: zCount,
    })
    .nullable(),
  nextReward: z
    .strictObject({ ruleId: zId<RuleId>(), name: zLocalized, asset: zAsset, short: zCount })
    .nullable(),
  progress: z
    .array(
      z.strictObject({
        ruleId: zId<RuleId>(),
        name: zLocalized,
        asset: zAsset,
        have: zCount,
        target: zCount,
        count: z
          .enum(['spend', 'visits', 'units', 'streakDays', 'streakWeeks', 'streakMonths'])
          .exactOptional(),
      }),
    )
    .max(MAX_QUESTS),
});

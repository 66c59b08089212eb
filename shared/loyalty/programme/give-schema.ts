import { z } from 'zod';
import { zLocalized } from '../../kernel/schema.ts';
import { zAward } from './award-schema.ts';
import { discountGives, freeGoodsGive, zForEvery } from './discount-schema.ts';
import { earnGives } from './earn-schema.ts';
import type { Give } from './give.ts';
import type { Reward } from './rule.ts';
import { MAX_LISTED, zAmount, zKey } from './schema-parts.ts';

const privilegeGive = z.strictObject({ kind: z.literal('privilege'), text: zLocalized });

export const zGive: z.ZodType<Give> = z.discriminatedUnion('kind', [
  ...earnGives,
  ...discountGives,
  freeGoodsGive,
  z.strictObject({ kind: z.literal('award'), award: zAward, forEvery: zForEvery.exactOptional() }),
  z.strictObject({
    kind: z.literal('quest'),
    questId: zKey,
    count: z.enum(['spend', 'visits', 'units', 'streakDays', 'streakWeeks', 'streakMonths']),
    target: zAmount,
    award: zAward,
    times: zAmount.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('referral'),
    newcomer: zAward,
    referrer: zAward,
    maxReferrals: z.int().min(1).max(MAX_LISTED),
  }),
  privilegeGive,
]);

export const zRewardGive: z.ZodType<Reward['give']> = z.discriminatedUnion('kind', [
  ...discountGives,
  freeGoodsGive,
  privilegeGive,
]);

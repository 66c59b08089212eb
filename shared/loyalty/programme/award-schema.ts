import { z } from 'zod';
import { zLocalized } from '../../kernel/schema.ts';
import { points } from '../../kernel/units.ts';
import type { Award } from './award.ts';
import { zAmount, zCouponId, zDays, zKey, zSomeMoney } from './schema-parts.ts';

const validDays = zDays.exactOptional();

/** Something given as a whole, in a programme or in an explanation. */
export const zAward: z.ZodType<Award> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('points'), points: zAmount.transform(points), validDays }),
  z.strictObject({ kind: z.literal('wallet'), amountMinor: zSomeMoney, validDays }),
  z.strictObject({ kind: z.literal('coupon'), couponId: zCouponId, validDays }),
  z.strictObject({ kind: z.literal('tickets'), drawId: zKey, count: zAmount }),
  z.strictObject({ kind: z.literal('stamps'), cardId: zKey, count: zAmount }),
  z.strictObject({ kind: z.literal('badge'), badgeId: zKey, name: zLocalized }),
  z.strictObject({ kind: z.literal('gift'), name: zLocalized }),
]);

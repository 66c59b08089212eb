import { z } from 'zod';
import type { MemberId, StoreId, TierId } from '../../kernel/ids.ts';
import { zBusinessDate, zId } from '../../kernel/schema.ts';
import { CHANNELS, type Condition } from './condition.ts';
import { zGoodsSet } from './goods-schema.ts';
import { MAX_LISTED, MAX_TIERS, zAmount, zCouponId, zDays, zTag } from './schema-parts.ts';

const MINUTES_OF_DAY = 1440;
const MAX_DAYS_AROUND = 180;

const minuteOfDay = z.int().min(0).max(MINUTES_OF_DAY);
const daysAround = z.int().min(0).max(MAX_DAYS_AROUND);

export const zCondition: z.ZodType<Condition> = z.strictObject({
  from: zBusinessDate.exactOptional(),
  to: zBusinessDate.exactOptional(),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).exactOptional(),
  hours: z.strictObject({ fromMinute: minuteOfDay, toMinute: minuteOfDay }).exactOptional(),
  who: z.enum(['anyone', 'member', 'guest']).exactOptional(),
  tiers: z.array(zId<TierId>()).min(1).max(MAX_TIERS).exactOptional(),
  segments: z.array(zTag).min(1).max(MAX_LISTED).exactOptional(),
  members: z.array(zId<MemberId>()).min(1).max(MAX_LISTED).exactOptional(),
  birthday: z
    .strictObject({ daysBefore: daysAround, daysAfter: daysAround, knownDays: z.int().min(0).max(3660) })
    .exactOptional(),
  nthVisit: zAmount.exactOptional(),
  everyVisits: zAmount.exactOptional(),
  dormantDays: zDays.exactOptional(),
  referred: z.boolean().exactOptional(),
  stores: z.array(zId<StoreId>()).min(1).max(MAX_LISTED).exactOptional(),
  channels: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length).exactOptional(),
  coupon: zCouponId.exactOptional(),
  contains: zGoodsSet.exactOptional(),
});

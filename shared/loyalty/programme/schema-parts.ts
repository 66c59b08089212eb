/** Shapes that many parts of the programme document share, and its sizes: every list and figure is bounded. */
import { z } from 'zod';
import type { CouponId } from '../../kernel/ids.ts';
import { MAX_TENDER_MINOR, MAX_VALID_DAYS } from '../../kernel/limits.ts';
import { type Bps, bps, type Milli, type Minor, milli, minor } from '../../kernel/units.ts';

export const MAX_TIERS = 50;
export const MAX_GOODS = 20_000;
export const MAX_STEPS = 50;
export const MAX_PARTS = 20;
export const MAX_LISTED = 1000;
export const MAX_PRIVILEGES = 20;
/** Points, stamps, tickets and rates; money has its own limit. */
export const MAX_AMOUNT = 1_000_000_000;
export const MAX_UNITS = 10_000;
const MAX_QUANTITY = MAX_UNITS * 1000;
const WHOLE_BPS = 10_000;
const MAX_FACTOR_BPS = 1_000_000;

/** Names of cards, draws, quests, badges and coupons: they become part of an asset's name. */
export const zKey = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const zCouponId: z.ZodType<CouponId> = zKey.transform((text) => text as CouponId);
export const zTag = z.string().min(1).max(40);

const between = (min: number, max: number) => z.int().min(min).max(max);

export const zAmount = between(1, MAX_AMOUNT);
export const zUnits = between(1, MAX_UNITS);
export const zDays = between(1, MAX_VALID_DAYS);
export const zPendingDays = between(0, MAX_VALID_DAYS);
export const zMoney: z.ZodType<Minor> = between(0, MAX_TENDER_MINOR).transform(minor);
export const zSomeMoney: z.ZodType<Minor> = between(1, MAX_TENDER_MINOR).transform(minor);
export const zSomeQuantity: z.ZodType<Milli> = between(1, MAX_QUANTITY).transform(milli);
export const zQuantity: z.ZodType<Milli> = between(0, MAX_QUANTITY).transform(milli);
/** A part of a whole: 1 … 10,000 basis points. */
export const zShare: z.ZodType<Bps> = between(1, WHOLE_BPS).transform(bps);
export const zShareOrNone: z.ZodType<Bps> = between(0, WHOLE_BPS).transform(bps);
export const zFactor: z.ZodType<Bps> = between(WHOLE_BPS, MAX_FACTOR_BPS).transform(bps);

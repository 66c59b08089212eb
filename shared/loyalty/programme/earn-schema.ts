/** The gives that purchases fill balances by. */
import { z } from 'zod';
import type { TierId } from '../../kernel/ids.ts';
import { MAX_MONTHS } from '../../kernel/limits.ts';
import { zId } from '../../kernel/schema.ts';
import { zAsset } from '../asset-schema.ts';
import {
  MAX_AMOUNT,
  MAX_STEPS,
  MAX_TIERS,
  zAmount,
  zFactor,
  zSomeMoney,
  zSomeQuantity,
} from './schema-parts.ts';

const asset = zAsset.exactOptional();
const rate = { amount: z.int().min(0).max(MAX_AMOUNT), perMinor: zSomeMoney };

const zSteps = z
  .array(z.strictObject({ ...rate, from: z.int().min(0) }))
  .min(1)
  .max(MAX_STEPS);

export const earnGives = [
  z.strictObject({
    kind: z.literal('earnPerMoney'),
    asset,
    rate: z.strictObject(rate),
    rateByTier: z
      .array(z.strictObject({ ...rate, tierId: zId<TierId>() }))
      .max(MAX_TIERS)
      .exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('earnPerUnit'),
    asset,
    amount: zAmount,
    perMilli: zSomeQuantity.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('earnFixed'), asset, amount: zAmount }),
  z.strictObject({ kind: z.literal('earnPerVisit'), asset, amount: zAmount }),
  z.strictObject({ kind: z.literal('earnMultiplier'), asset, factorBps: zFactor }),
  z.strictObject({ kind: z.literal('earnByReceipt'), asset, steps: zSteps }),
  z.strictObject({
    kind: z.literal('earnByActivity'),
    asset,
    measure: z.enum(['visits', 'spend', 'activeMonths']),
    months: z.int().min(1).max(MAX_MONTHS),
    steps: zSteps,
  }),
] as const;

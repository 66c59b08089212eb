/** A file of cases and one case: strict, so that what the adapter does not know is never overlooked. */
import { z } from 'zod';
import { zBasketBody } from './basket-schema.ts';
import { zEarnBody, zLedgerBody, zRedeemBody, zTierBody } from './plain-schema.ts';

const head = {
  id: z.string(),
  level: z.enum(['simple', 'advanced']),
  numbers: z.enum(['asserted', 'derived', 'mixed']),
  title: z.string(),
  source: z.record(z.string(), z.unknown()),
  note: z.string().optional(),
};

const zBasketCase = z.strictObject({ ...head, kind: z.literal('basket'), ...zBasketBody });
const zLedgerCase = z.strictObject({ ...head, kind: z.literal('ledger'), ...zLedgerBody });
const zEarnCase = z.strictObject({ ...head, kind: z.literal('earn'), ...zEarnBody });
const zRedeemCase = z.strictObject({ ...head, kind: z.literal('redeem'), ...zRedeemBody });
const zTierCase = z.strictObject({ ...head, kind: z.literal('tier'), ...zTierBody });

export const zCase = z.discriminatedUnion('kind', [
  zBasketCase,
  zLedgerCase,
  zEarnCase,
  zRedeemCase,
  zTierCase,
]);

/** Cases are read one by one, so that one strange case does not hide the others. */
export const zFile = z.strictObject({
  schema: z.literal('loyalty-vectors/1'),
  system: z.string(),
  cases: z.array(z.unknown()),
});

export type BasketCase = z.infer<typeof zBasketCase>;
export type LedgerCase = z.infer<typeof zLedgerCase>;
export type EarnCase = z.infer<typeof zEarnCase>;
export type RedeemCase = z.infer<typeof zRedeemCase>;
export type TierCase = z.infer<typeof zTierCase>;
export type VectorCase = z.infer<typeof zCase>;

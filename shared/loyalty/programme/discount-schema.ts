/** The gives that change prices: discounts and free goods. */
import { z } from 'zod';
import type { UnitPick } from './give.ts';
import { zGoodsSet } from './goods-schema.ts';
import {
  MAX_PARTS,
  MAX_STEPS,
  zMoney,
  zQuantity,
  zShare,
  zShareOrNone,
  zSomeMoney,
  zUnits,
} from './schema-parts.ts';

const zUnitPick: z.ZodType<UnitPick> = z.strictObject({
  pick: z.enum(['cheapest', 'dearest', 'each']),
  count: zUnits.exactOptional(),
  groupOf: zUnits.exactOptional(),
  every: zUnits.exactOptional(),
  buy: zUnits.exactOptional(),
});

export const zForEvery = z.union([
  z.strictObject({ units: zUnits }),
  z.strictObject({ sumMinor: zSomeMoney }),
]);

export const discountGives = [
  z.strictObject({
    kind: z.literal('percentOff'),
    percentBps: zShare,
    units: zUnitPick.exactOptional(),
    capMinor: zSomeMoney.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('amountOff'), amountMinor: zSomeMoney }),
  z.strictObject({
    kind: z.literal('amountOffEach'),
    amountMinor: zMoney,
    furtherMinor: zMoney.exactOptional(),
    units: zUnitPick.exactOptional(),
    capMinor: zSomeMoney.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('fixedPrice'),
    priceMinor: zMoney,
    units: zUnitPick.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('quantityBreaks'),
    steps: z
      .array(z.strictObject({ fromMilli: zQuantity, percentBps: zShareOrNone }))
      .min(1)
      .max(MAX_STEPS),
  }),
  z.strictObject({
    kind: z.literal('receiptBreaks'),
    steps: z
      .array(z.strictObject({ fromMinor: zMoney, percentBps: zShareOrNone }))
      .min(1)
      .max(MAX_STEPS),
  }),
  z.strictObject({
    kind: z.literal('bundlePrice'),
    parts: z
      .array(z.strictObject({ goods: zGoodsSet, units: zUnits }))
      .min(1)
      .max(MAX_PARTS),
    priceMinor: zMoney,
  }),
] as const;

export const freeGoodsGive = z.strictObject({
  kind: z.literal('freeGoods'),
  mode: z.enum(['unit', 'extra']),
  goods: zGoodsSet.exactOptional(),
  units: zUnits,
  forEvery: zForEvery.exactOptional(),
});

/** The boundary of the programme document: what is accepted from a file, from HQ and from the journal's cache. */
import { z } from 'zod';
import type { CategoryId, ProductId, ProgrammeId, RuleId, TierId } from '../../kernel/ids.ts';
import { zBps, zBusinessDate, zId, zLocalized, zNonNegativeMinor } from '../../kernel/schema.ts';
import { PROGRAMME_SCHEMA, type Programme } from './programme.ts';

export const MAX_RULES = 1000;
export const MAX_TIERS = 50;
export const MAX_GOODS = 20_000;

const goodsSet = z.strictObject({
  products: z.array(zId<ProductId>()).max(MAX_GOODS).exactOptional(),
  categories: z.array(zId<CategoryId>()).max(MAX_GOODS).exactOptional(),
  tags: z.array(z.string().max(40)).max(MAX_GOODS).exactOptional(),
});

const rate = { amount: z.int().min(0), perMinor: zNonNegativeMinor.refine((value) => value > 0) };

const give = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('earnPerMoney'),
    rate: z.strictObject(rate),
    rateByTier: z
      .array(z.strictObject({ ...rate, tierId: zId<TierId>() }))
      .max(MAX_TIERS)
      .exactOptional(),
  }),
  z.strictObject({ kind: z.literal('earnMultiplier'), factorBps: zBps.refine((value) => value >= 10_000) }),
]);

const rule = z.strictObject({
  id: zId<RuleId>(),
  name: zLocalized,
  when: z.strictObject({
    from: zBusinessDate.exactOptional(),
    to: zBusinessDate.exactOptional(),
    weekdays: z.array(z.int().min(1).max(7)).max(7).exactOptional(),
    tiers: z.array(zId<TierId>()).max(MAX_TIERS).exactOptional(),
  }),
  on: z.strictObject({ include: goodsSet, exclude: goodsSet }),
  from: z.strictObject({ sumMinor: zNonNegativeMinor }),
  give,
});

export const zProgramme: z.ZodType<Programme> = z.strictObject({
  schema: z.literal(PROGRAMME_SCHEMA),
  id: zId<ProgrammeId>(),
  version: z.int().min(1),
  name: zLocalized,
  effectiveFrom: zBusinessDate,
  effectiveTo: zBusinessDate.nullable(),
  currencyCode: z.string().regex(/^[A-Z]{3}$/),
  point: z.strictObject({
    scale: z.union([z.literal(1), z.literal(10), z.literal(100)]),
    worthMinor: zNonNegativeMinor,
  }),
  tiers: z
    .array(z.strictObject({ id: zId<TierId>(), name: zLocalized, from: z.int().min(0) }))
    .min(1)
    .max(MAX_TIERS)
    .refine(ascendsFromZero, 'tiers ascend by from and the first starts at 0'),
  rules: z.array(rule).max(MAX_RULES),
});

function ascendsFromZero(tiers: readonly { readonly from: number }[]): boolean {
  return tiers.every((tier, index) => {
    const below = tiers[index - 1];
    return below ? tier.from > below.from : tier.from === 0;
  });
}

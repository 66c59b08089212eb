/**
 * The boundary of the programme document: what is accepted from a file, from HQ and from the journal's cache. It sees
 * shapes and sizes, and what would make the engine ambiguous; whether a programme makes sense is judged by check/.
 */
import { z } from 'zod';
import type { PartnerId, ProgrammeId } from '../../kernel/ids.ts';
import { MAX_ID_CHARS } from '../../kernel/limits.ts';
import { zBusinessDate, zId, zLocalized } from '../../kernel/schema.ts';
import {
  zLotPolicies,
  zProgrammeLimits,
  zRedemptionPolicy,
  zReturnPolicy,
  zTier,
  zTierPolicy,
} from './policy-schema.ts';
import { type LabelKind, type Labels, PROGRAMME_SCHEMA, type Programme } from './programme.ts';
import { zReward, zRule, zStackGroup } from './rule-schema.ts';
import { MAX_LISTED, MAX_TIERS, zCouponId, zMoney } from './schema-parts.ts';

/** Rules and rewards together, so that whatever counts per rule has one limit. */
export const MAX_RULES = 1000;
const MAX_STACK_GROUPS = 50;
const MAX_PARTNERS = 200;

const labelsOfKind = z
  .record(z.string().min(1).max(MAX_ID_CHARS), zLocalized)
  .refine((labels) => Object.keys(labels).length <= MAX_LISTED, { params: { problem: 'tooMany' } })
  .exactOptional();

const zLabels: z.ZodType<Labels> = z.strictObject({
  products: labelsOfKind,
  categories: labelsOfKind,
  tags: labelsOfKind,
  stamps: labelsOfKind,
  tickets: labelsOfKind,
  segments: labelsOfKind,
  stores: labelsOfKind,
} satisfies Record<LabelKind, unknown>);

const zDocument = z.strictObject({
  schema: z.literal(PROGRAMME_SCHEMA),
  id: zId<ProgrammeId>(),
  version: z.int().min(1),
  name: zLocalized,
  effectiveFrom: zBusinessDate,
  effectiveTo: zBusinessDate.nullable(),
  currencyCode: z.string().regex(/^[A-Z]{3}$/),
  point: z.strictObject({
    name: zLocalized.exactOptional(),
    scale: z.union([z.literal(1), z.literal(10), z.literal(100)]),
    worthMinor: zMoney,
  }),
  tiers: z.array(zTier).min(1).max(MAX_TIERS),
  tierPolicy: zTierPolicy.exactOptional(),
  rules: z.array(zRule).max(MAX_RULES),
  rewards: z.array(zReward).max(MAX_RULES).exactOptional(),
  stackGroups: z.array(zStackGroup).max(MAX_STACK_GROUPS).exactOptional(),
  coupons: z
    .array(
      z.strictObject({
        id: zCouponId,
        name: zLocalized,
        kind: z.enum(['shared', 'personal', 'bearer']),
        code: z.string().min(1).max(40).exactOptional(),
      }),
    )
    .max(MAX_LISTED)
    .exactOptional(),
  partners: z
    .array(z.strictObject({ id: zId<PartnerId>(), name: zLocalized }))
    .max(MAX_PARTNERS)
    .exactOptional(),
  redemption: zRedemptionPolicy.exactOptional(),
  lots: zLotPolicies.exactOptional(),
  returns: zReturnPolicy.exactOptional(),
  limits: zProgrammeLimits.exactOptional(),
  labels: zLabels.exactOptional(),
});

export const zProgramme: z.ZodType<Programme> = zDocument.superRefine((programme, context) => {
  const refuse = (problem: string, path: (string | number)[], params = {}): void =>
    context.addIssue({ code: 'custom', path, params: { problem, ...params } });
  const { rules, rewards = [] } = programme;
  programme.tiers.forEach(({ from }, index, tiers) => {
    if (index === 0 ? from !== 0 : from <= (tiers[index - 1]?.from ?? 0))
      refuse(index === 0 ? 'firstTier' : 'notAscending', ['tiers', index, 'from']);
  });
  if (rules.length + rewards.length > MAX_RULES) refuse('tooMany', ['rewards'], { max: MAX_RULES });
  const seen = new Set<string>();
  for (const [list, items] of Object.entries({ rules, rewards }))
    items.forEach(({ id }, index) => {
      if (seen.has(id)) refuse('twice', [list, index, 'id'], { name: id });
      seen.add(id);
    });
});

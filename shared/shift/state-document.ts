/** A till's folded state as a CHECKPOINT carries it: what is written is read back by the same schema. */
import { z } from 'zod';
import type { CashierId, ShiftId } from '../kernel/ids.ts';
import { zBusinessDate, zEntryId, zEpochMs, zId, zMinor, zNonNegativeMinor } from '../kernel/schema.ts';
import { zTillRights } from '../lease/rights-schema.ts';
import type { StateDocument } from '../ledger/body.ts';
import type { TillState } from './till-state.ts';
import { MAX_USAGE_CASHIERS, MAX_USAGE_MEMBERS, type TillUsage } from './till-usage.ts';

/** A till that has rights writes the second, any other the first, which earlier programs read. */
const SCHEMA = 'till-state/1';
const SCHEMA_WITH_RIGHTS = 'till-state/2';
const MAX_CASHIER_LOCKOUTS = 500;

const count = z.int().min(0);
const zUses = (max: number) =>
  z
    .record(z.string().max(64), z.record(z.string().max(64), count))
    .refine((rows) => Object.keys(rows).length <= max);
const zUsage: z.ZodType<TillUsage> = z.strictObject({
  date: zBusinessDate,
  members: zUses(MAX_USAGE_MEMBERS),
  cashiers: zUses(MAX_USAGE_CASHIERS),
});
const stateFields = {
  cashier: zId<CashierId>().nullable(),
  shift: z
    .strictObject({
      id: zEntryId<ShiftId>(),
      openedAtMs: zEpochMs,
      floatMinor: zNonNegativeMinor,
      saleCount: count,
      saleTotalMinor: zMinor,
      cashTakenMinor: zMinor,
      pointsEarned: count,
      memberSaleCount: count,
    })
    .nullable(),
  day: z.record(z.string().max(40), z.strictObject({ count, totalMinor: zMinor })),
  lockouts: z
    .record(z.string().max(64), z.strictObject({ failures: count, lastAtMs: zEpochMs }))
    .refine((rows) => Object.keys(rows).length <= MAX_CASHIER_LOCKOUTS),
  usage: zUsage.exactOptional(),
  lastAtMs: zEpochMs,
  sealed: z.boolean(),
};
const zTillState: z.ZodType<Omit<TillState, 'rights'>> = z.strictObject(stateFields);
const zStateWithRights: z.ZodType<TillState & Required<Pick<TillState, 'rights'>>> = z.strictObject({
  ...stateFields,
  rights: zTillRights,
});
const zStateDocument = z.discriminatedUnion('schema', [
  z.strictObject({ schema: z.literal(SCHEMA), state: zTillState }),
  z.strictObject({ schema: z.literal(SCHEMA_WITH_RIGHTS), state: zStateWithRights }),
]);

export function stateDocument({ rights, ...state }: TillState): StateDocument {
  const document: z.infer<typeof zStateDocument> =
    rights === undefined
      ? { schema: SCHEMA, state }
      : { schema: SCHEMA_WITH_RIGHTS, state: { ...state, rights } };
  return document;
}

/** Null for a document of another schema or shape. */
export function readStateDocument(document: StateDocument): TillState | null {
  const parsed = zStateDocument.safeParse(document);
  return parsed.success ? parsed.data.state : null;
}

/** A till's folded state as a CHECKPOINT carries it: what is written is read back by the same schema. */
import { z } from 'zod';
import type { CashierId, ShiftId } from '../kernel/ids.ts';
import { zBusinessDate, zEntryId, zEpochMs, zId, zMinor, zNonNegativeMinor } from '../kernel/schema.ts';
import type { StateDocument } from '../ledger/body.ts';
import type { TillState } from './till-state.ts';
import { MAX_USAGE_CASHIERS, MAX_USAGE_MEMBERS, type TillUsage } from './till-usage.ts';

const SCHEMA = 'till-state/1';
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
const zTillState: z.ZodType<TillState> = z.strictObject({
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
});
const zStateDocument = z.strictObject({ schema: z.literal(SCHEMA), state: zTillState });

export function stateDocument(state: TillState): StateDocument {
  const document = { schema: SCHEMA, state } satisfies z.infer<typeof zStateDocument>;
  return document;
}

/** Null for a document of another schema or shape. */
export function readStateDocument(document: StateDocument): TillState | null {
  const parsed = zStateDocument.safeParse(document);
  return parsed.success ? parsed.data.state : null;
}

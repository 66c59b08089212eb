/** Reads a head that came over the wire or from disk: strict, so an unknown field is refused, not ignored. */
import { z } from 'zod';
import { failure } from '../kernel/failure.ts';
import type { CashierId, EntryId, IntentId, LeaseId, MemberId, ShiftId, TillId } from '../kernel/ids.ts';
import { MAX_EFFECTS, MAX_ID_CHARS, MAX_VALID_DAYS } from '../kernel/limits.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import {
  zBusinessDate,
  zEntryId,
  zEpochMs,
  zId,
  zLogIndex,
  zNonNegativeMinor,
  zSeq,
  zSha256Hex,
} from '../kernel/schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import { EFFECTS, ENTRY_KINDS, ENTRY_VERSION, type EntryHead } from './entry.ts';

const part = z.strictObject({
  n: z.int().min(1).max(MAX_EFFECTS),
  effect: z.enum(EFFECTS),
  asset: zAsset,
  amount: z.int().min(1),
  to: zId<MemberId>().exactOptional(),
  cardId: z.string().min(1).max(MAX_ID_CHARS).exactOptional(),
  validDays: z.int().min(1).max(MAX_VALID_DAYS).exactOptional(),
  lease: zId<LeaseId>().exactOptional(),
  intent: zId<IntentId>().exactOptional(),
  ref: z.string().max(80).exactOptional(),
});

export const zEntryHead: z.ZodType<EntryHead> = z.strictObject({
  v: z.literal(ENTRY_VERSION),
  kind: z.enum(ENTRY_KINDS),
  till: zId<TillId>(),
  epoch: z.int().min(1),
  seq: zSeq,
  prev: zSha256Hex,
  id: zEntryId<EntryId>(),
  shift: zEntryId<ShiftId>().nullable(),
  cashier: zId<CashierId>().nullable(),
  approval: z.strictObject({ manager: zId<CashierId>(), draftHash: zSha256Hex }).exactOptional(),
  member: zId<MemberId>().exactOptional(),
  parts: z.array(part).max(MAX_EFFECTS).refine(numberedFromOne, 'parts are numbered 1, 2, 3 …'),
  totals: z
    .strictObject({
      grossMinor: zNonNegativeMinor,
      discountMinor: zNonNegativeMinor,
      tenderMinor: zNonNegativeMinor,
      currency: z.string().regex(/^[A-Z]{3}$/),
    })
    .nullable(),
  programme: z.strictObject({ version: z.int().min(1), hash: zSha256Hex }).nullable(),
  bodyHash: zSha256Hex,
  atMs: zEpochMs,
  wallMs: zEpochMs,
  businessDate: zBusinessDate,
  hq: z.strictObject({ logIndex: zLogIndex, timeMs: zEpochMs }),
});

/** Parses a head's text. A text that is no entry fails with HQ-RUBBISH. */
export function parseHead(text: string): Result<EntryHead> {
  try {
    const parsed = zEntryHead.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : fail(failure('HQ-RUBBISH'));
  } catch {
    return fail(failure('HQ-RUBBISH'));
  }
}

function numberedFromOne(parts: readonly { readonly n: number }[]): boolean {
  return parts.every((each, index) => each.n === index + 1);
}

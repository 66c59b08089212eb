/** Reads a body that came over the wire: the text HQ checks sales by, and the journal's fold reads again. */
import { z } from 'zod';
import { failure } from '../kernel/failure.ts';
import type { CashierId, EntryId, IntentId, LeaseId, MemberId } from '../kernel/ids.ts';
import {
  MAX_GRANT_CHARS,
  MAX_LINES,
  MAX_RECALLS,
  MAX_SALE_GRANTS,
  MAX_TAXES,
  MAX_TENDER_MINOR,
  MAX_TENDERS,
} from '../kernel/limits.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import {
  zEntryId,
  zEpochMs,
  zId,
  zMilli,
  zMinor,
  zNonNegativeMinor,
  zSeq,
  zSha256Hex,
  zSignatureHex,
} from '../kernel/schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import { MAX_RULES } from '../loyalty/programme/programme-schema.ts';
import {
  type EntryBody,
  type ReceiptDocument,
  type SaleClaim,
  SEAL_REASONS,
  type StateDocument,
} from './body.ts';
import {
  zCountedUse,
  zExplanation,
  zFundingShare,
  zLineFigures,
  zSpentFigures,
  zTaxTotal,
} from './claim-schema.ts';
import { ENTRY_KINDS } from './entry.ts';
import { zOwner } from './owner-schema.ts';
import { zSeen } from './sale-schema.ts';

const zReceiptDocument: z.ZodType<ReceiptDocument> = z.looseObject({
  schema: z.string().max(40),
  kind: z.string().max(40),
});

const zStateDocument: z.ZodType<StateDocument> = z.looseObject({ schema: z.string().max(40) });

const zTender = z.strictObject({
  kind: z.literal('cash'),
  amountMinor: zNonNegativeMinor.refine((value) => value <= MAX_TENDER_MINOR),
});

const zSaleBody = z.strictObject({
  kind: z.literal('SALE'),
  seen: zSeen,
  lines: z.array(zLineFigures).min(1).max(MAX_LINES),
  tenders: z.array(zTender).max(MAX_TENDERS),
  changeMinor: zNonNegativeMinor,
  taxes: z.array(zTaxTotal).max(MAX_TAXES),
  spent: zSpentFigures.exactOptional(),
  funding: z.array(zFundingShare).max(MAX_RULES).exactOptional(),
  uses: z.array(zCountedUse).max(MAX_RULES).exactOptional(),
  explanation: zExplanation,
  grants: z
    .array(z.strictObject({ document: z.string().max(MAX_GRANT_CHARS), sig: zSignatureHex }))
    .max(MAX_SALE_GRANTS)
    .exactOptional(),
  receipt: zReceiptDocument,
});

/** A sale as HQ reads it: `checkSale` compares the claim whole with the engine's, so no schema needs to. */
const zSaleClaim = zSaleBody.extend({
  lines: z.custom<SaleClaim['lines']>(),
  taxes: z.custom<SaleClaim['taxes']>(),
  spent: z.custom<NonNullable<SaleClaim['spent']>>().exactOptional(),
  funding: z.custom<NonNullable<SaleClaim['funding']>>().exactOptional(),
  uses: z.custom<NonNullable<SaleClaim['uses']>>().exactOptional(),
  explanation: z.custom<SaleClaim['explanation']>(),
});

const zDayCloseBody = z.strictObject({
  kind: z.literal('DAY_CLOSE'),
  count: z.int().min(0),
  totalsByKind: z
    .array(z.strictObject({ kind: z.enum(ENTRY_KINDS), count: z.int().min(0), totalMinor: zMinor }))
    .max(ENTRY_KINDS.length),
  uptoSeq: z.int().min(0),
});

const zFiscalBody = z.strictObject({
  kind: z.literal('FISCAL'),
  saleId: z.string().max(64),
  state: z.enum(['queued', 'sent', 'fiscalised', 'unknown']),
  number: z.string().max(64).nullable(),
  device: z.string().max(64),
});

const zCheckpointBody = z.strictObject({
  kind: z.literal('CHECKPOINT'),
  state: zStateDocument,
  continues: z.strictObject({ epoch: z.int().min(1), seq: zSeq, hash: zSha256Hex }).nullable(),
});

const zOtherBodies = [
  z.strictObject({ kind: z.literal('LOGIN'), action: z.enum(['signIn', 'signOut']) }),
  z.strictObject({ kind: z.literal('LOCKOUT'), triedCashier: zId<CashierId>() }),
  z.strictObject({ kind: z.literal('BOOT'), appVersion: z.string().max(40), storeId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('SHIFT_OPEN'), floatMinor: zNonNegativeMinor }),
  z.strictObject({
    kind: z.literal('SHIFT_CLOSE'),
    countedMinor: zNonNegativeMinor,
    expectedMinor: zMinor,
    report: zReceiptDocument,
  }),
  zDayCloseBody,
  zFiscalBody,
  z.strictObject({ kind: z.literal('TICK') }),
  z.strictObject({ kind: z.literal('FORGET'), member: zId<MemberId>(), orderedAtMs: zEpochMs }),
  z.strictObject({ kind: z.literal('SEAL'), reason: z.enum(SEAL_REASONS) }),
  zCheckpointBody,
  z.strictObject({
    kind: z.literal('INTENT'),
    intent: zId<IntentId>(),
    basketId: zEntryId<EntryId>(),
    owner: zOwner,
    asset: zAsset,
    amount: z.int().min(1),
  }),
  z.strictObject({ kind: z.literal('ABANDON'), intent: zId<IntentId>(), owner: zOwner }),
  z.strictObject({
    kind: z.literal('RELEASE'),
    leases: z
      .array(z.strictObject({ lease: zId<LeaseId>(), expiresAtMs: zEpochMs }))
      .min(1)
      .max(MAX_RECALLS),
  }),
  z.strictObject({
    kind: z.literal('RETURN'),
    sale: zEntryId<EntryId>(),
    lines: z
      .array(z.strictObject({ n: z.int().min(1), quantityMilli: zMilli.refine((value) => value > 0) }))
      .min(1)
      .max(MAX_LINES),
    backMinor: zNonNegativeMinor,
  }),
] as const;

export const zEntryBody: z.ZodType<EntryBody> = z.discriminatedUnion('kind', [zSaleBody, ...zOtherBodies]);
const zEntryClaim: z.ZodType<EntryBody> = z.discriminatedUnion('kind', [zSaleClaim, ...zOtherBodies]);

/** Parses a body's text; a text that is no body of ours fails with HQ-RUBBISH. */
export const parseBody = (text: string): Result<EntryBody> => parseAs(zEntryBody, text);

/**
 * The same for HQ, which runs `checkSale` next: until that has passed, a sale's lines, taxes and explanation are only
 * what somebody said, of any shape.
 */
export const parseClaim = (text: string): Result<EntryBody> => parseAs(zEntryClaim, text);

function parseAs(schema: z.ZodType<EntryBody>, text: string): Result<EntryBody> {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : fail(failure('HQ-RUBBISH'));
  } catch {
    return fail(failure('HQ-RUBBISH'));
  }
}

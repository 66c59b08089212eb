/** Boundary schemas of the kernel's types. Inside the boundary plain types are used, never zod. */
import { z } from 'zod';
import { asBusinessDate, type BusinessDate } from './business-date.ts';
import { LANGUAGES } from './language.ts';
import { MAX_ID_CHARS, MAX_NAME_CHARS } from './limits.ts';
import {
  type Bps,
  bps,
  type EpochMs,
  epochMs,
  type Milli,
  type Minor,
  milli,
  minor,
  type Points,
  points,
} from './units.ts';

export const zMinor: z.ZodType<Minor> = z.int().transform(minor);
export const zNonNegativeMinor: z.ZodType<Minor> = z.int().min(0).transform(minor);
export const zPoints: z.ZodType<Points> = z.int().transform(points);
export const zBps: z.ZodType<Bps> = z.int().min(0).max(1_000_000).transform(bps);
export const zMilli: z.ZodType<Milli> = z.int().transform(milli);
export const zEpochMs: z.ZodType<EpochMs> = z.int().min(0).transform(epochMs);
export const zSeq = z.int().min(1);
export const zLogIndex = z.int().min(0);

export const zBusinessDate: z.ZodType<BusinessDate> = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform(asBusinessDate);

export const zLanguage = z.enum(LANGUAGES);
export const zName = z.string().max(MAX_NAME_CHARS);
export const zLocalized = z.strictObject({ ro: zName, ru: zName, en: zName });
export const zCurrency = z.strictObject({
  code: z.string().regex(/^[A-Z]{3}$/),
  exponent: z.union([z.literal(0), z.literal(2)]),
});

/** An id of any kind: printable ASCII without spaces. The brand is given here and nowhere else. */
export const zId = <T extends string>(): z.ZodType<T> =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(MAX_ID_CHARS)
    .transform((text) => text as T);

export const zEntryId = <T extends string>(): z.ZodType<T> => z.uuidv7().transform((text) => text as T);
export const zSha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
export const zSignatureHex = z.string().regex(/^[0-9a-f]{128}$/);
export const zPublicKeyHex = z.string().regex(/^[0-9a-f]{64}$/);

/** Enrolment: a one-time code made at HQ turns a device into a till (security.md, device enrolment). */
import { z } from 'zod';
import type { TillId } from '../kernel/ids.ts';
import { zEpochMs, zId, zPublicKeyHex } from '../kernel/schema.ts';
import { zPlace } from './place-schema.ts';
import { zSignedDocument } from './signed.ts';

/** 16 characters of Crockford's base32 in groups of four: 80 bits. */
export const ENROLMENT_CODE_SHAPE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;
export const ENROLMENT_CODE_TTL_MS = 10 * 60 * 1000;

/** `till` is the till that asks for its next epoch: a code of another one is refused before it is used up. */
export const zEnrolRequest = z.strictObject({
  till: zId<TillId>().nullable(),
  code: z.string().regex(ENROLMENT_CODE_SHAPE),
  publicKey: zPublicKeyHex,
});

/** `publicKey` is the next epoch's; the same key asked for again gets the same epoch. */
export const zRenewRequest = z.strictObject({ epoch: z.int().min(1), publicKey: zPublicKeyHex });

/** What HQ signs about a device. */
export const zCertificate = z.strictObject({
  till: zId<TillId>(),
  epoch: z.int().min(1),
  publicKey: zPublicKeyHex,
  place: zPlace,
  issuedAtMs: zEpochMs,
});

export const zEnrolResponse = z.strictObject({
  certificate: zSignedDocument,
  hqPublicKey: zPublicKeyHex,
  /** Keys the lookup of phones in this store: HMAC-SHA-256, 32 bytes in hex. */
  storeKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** Mixed into PIN hashes: HMAC-SHA-256, 32 bytes in hex. */
  pinPepper: z.string().regex(/^[0-9a-f]{64}$/),
});

export type EnrolRequest = z.infer<typeof zEnrolRequest>;
export type Certificate = z.infer<typeof zCertificate>;
export type RenewRequest = z.infer<typeof zRenewRequest>;
export type EnrolResponse = z.infer<typeof zEnrolResponse>;

/** A document signed by HQ: its canonical text verbatim, and an Ed25519 signature over `hqHashText(document)`. */
import { z } from 'zod';
import { MAX_BODY_CHARS } from '../kernel/limits.ts';
import { zSignatureHex } from '../kernel/schema.ts';

export const zSignedDocument = z.strictObject({
  document: z.string().max(MAX_BODY_CHARS),
  sig: zSignatureHex,
});
export type SignedDocument = z.infer<typeof zSignedDocument>;

/** Who this till is, and the secrets it was given at enrolment. Nothing of it but the certificate leaves main. */
import { z } from 'zod';
import type { TillId } from '../../shared/kernel/ids.ts';
import { zId, zPublicKeyHex } from '../../shared/kernel/schema.ts';
import { zSignedDocument } from '../../shared/protocol/signed.ts';

const zSecretHex = z.string().regex(/^[0-9a-f]{64}$/);

export const zIdentity = z.strictObject({
  v: z.literal(1),
  till: zId<TillId>(),
  epoch: z.int().min(1),
  /** The private key's 32 bytes, hex. */
  seed: zSecretHex,
  publicKey: zPublicKeyHex,
  hqUrl: z.string().max(200),
  hqPublicKey: zPublicKeyHex,
  certificate: zSignedDocument,
  storeKey: zSecretHex,
  pinPepper: zSecretHex,
});

export type Identity = z.infer<typeof zIdentity>;

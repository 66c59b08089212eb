/** REQ-2: a document of HQ is believed only with HQ's signature and in the agreed shape. */
import type { z } from 'zod';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { hqHashText } from '../../shared/ledger/texts.ts';
import type { SignedDocument } from '../../shared/protocol/signed.ts';
import { parsedJson } from '../files/parsed-json.ts';
import { sha256Hex } from './digest.ts';
import { signatureHolds } from './ed25519.ts';

/** The hash that HQ's signature covers, and by which a sale names its programme. */
export const documentHash = (document: string): string => sha256Hex(hqHashText(document));

export function readHqDocument<T>(
  signed: SignedDocument,
  { hqPublicKey, schema }: { hqPublicKey: string; schema: z.ZodType<T> },
): Result<T> {
  const hash = documentHash(signed.document);
  if (!signatureHolds({ publicKey: hqPublicKey, hash, sig: signed.sig })) return fail(failure('HQ-RUBBISH'));
  const parsed = schema.safeParse(parsedJson(signed.document));
  return parsed.success ? ok(parsed.data) : fail(failure('HQ-RUBBISH'));
}

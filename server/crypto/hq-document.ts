import { canonicalText } from '../../shared/kernel/canonical-json.ts';
import { hqHashText } from '../../shared/ledger/texts.ts';
import type { SignedDocument } from '../../shared/protocol/signed.ts';
import { sha256Hex } from './digest.ts';
import type { SigningKey } from './ed25519.ts';

/** The hash that HQ's signature covers, and by which a sale names the programme it used. */
export const documentHash = (document: string): string => sha256Hex(hqHashText(document));

export function signDocument(key: SigningKey, value: unknown): SignedDocument {
  const document = canonicalText(value);
  return { document, sig: key.signHash(documentHash(document)) };
}

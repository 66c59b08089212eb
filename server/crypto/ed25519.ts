/**
 * Ed25519 over raw keys in hex (32 bytes), as certificates and heads carry them. What is signed is always
 * `SIGNATURE_DOMAIN` and the 32 bytes of a SHA-256, never a text itself.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { SIGNATURE_DOMAIN } from '../../shared/ledger/texts.ts';

export type SigningKey = { readonly publicKey: string; readonly signHash: (hash: string) => string };

/** DER wrappings of RFC 8410; the raw key follows. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const MAX_CACHED_KEYS = 10_000;
const publicKeys = new Map<string, KeyObject>();

/** `seed` is the private key: 32 bytes in hex. */
export function signingKey(seed: string): SigningKey {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, Buffer.from(seed, 'hex')]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.subarray(SPKI_PREFIX.length).toString('hex'),
    signHash: (hash) => sign(null, message(hash), key).toString('hex'),
  };
}

export function signatureHolds(signed: { publicKey: string; hash: string; sig: string }): boolean {
  return verify(null, message(signed.hash), publicKeyOf(signed.publicKey), Buffer.from(signed.sig, 'hex'));
}

const message = (hash: string): Buffer =>
  Buffer.concat([Buffer.from(SIGNATURE_DOMAIN, 'utf8'), Buffer.from(hash, 'hex')]);

function publicKeyOf(hex: string): KeyObject {
  const known = publicKeys.get(hex);
  if (known) return known;
  const made = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  if (publicKeys.size >= MAX_CACHED_KEYS) publicKeys.clear();
  publicKeys.set(hex, made);
  return made;
}

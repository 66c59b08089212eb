/**
 * Ed25519 with raw keys in hex (32 bytes). What is signed is `SIGNATURE_DOMAIN` and the 32 bytes of a SHA-256, never a
 * text itself (docs/spec/protocol.md CHN-2).
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { SIGNATURE_DOMAIN } from '../../shared/ledger/texts.ts';

export type SigningKey = {
  readonly publicKey: string;
  /** Signs a SHA-256 in hex; the signature is hex too. */
  readonly signHash: (hash: string) => string;
};

/** DER wrappings of RFC 8410; the raw key follows. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A new private key: its 32-byte seed in hex. */
export function makeSeed(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8_PREFIX.length).toString('hex');
}

export function signingKey(seed: string): SigningKey {
  const der = Buffer.concat([PKCS8_PREFIX, Buffer.from(seed, 'hex')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.subarray(SPKI_PREFIX.length).toString('hex'),
    signHash: (hash) => sign(null, signedMessage(hash), key).toString('hex'),
  };
}

export function signatureHolds(signed: { publicKey: string; hash: string; sig: string }): boolean {
  const der = Buffer.concat([SPKI_PREFIX, Buffer.from(signed.publicKey, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, signedMessage(signed.hash), key, Buffer.from(signed.sig, 'hex'));
}

const signedMessage = (hash: string): Buffer =>
  Buffer.concat([Buffer.from(SIGNATURE_DOMAIN, 'utf8'), Buffer.from(hash, 'hex')]);

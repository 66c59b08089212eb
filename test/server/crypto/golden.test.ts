/** The golden fixture of the wire's cryptography. Till and HQ each have their own module; both must say exactly this. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hmacHex, sha256Hex } from '../../../server/crypto/digest.ts';
import { signatureHolds, signingKey } from '../../../server/crypto/ed25519.ts';
import { signDocument } from '../../../server/crypto/hq-document.ts';
import { hashPin, pepperedPin } from '../../../server/enrol/pin-hash.ts';
import { phoneHasher } from '../../../server/members/phone-hmac.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { bodyHashText, entryHashText, genesisText, requestHashText } from '../../../shared/ledger/texts.ts';
import { requestText } from '../../../shared/protocol/request-signature.ts';

const golden = JSON.parse(readFileSync(new URL('../../fixtures/wire/crypto.json', import.meta.url), 'utf8'));
const key = signingKey(golden.key.seed);

test('a seed gives its public key', () => {
  expect(key.publicKey).toBe(golden.key.publicKey);
});

test('a head and a body hash and sign as on every till', () => {
  const { head, hash, sig, body, bodyHash } = golden.entry;
  expect(sha256Hex(entryHashText(head))).toBe(hash);
  expect(sha256Hex(bodyHashText(body))).toBe(bodyHash);
  expect(key.signHash(hash)).toBe(sig);
  expect(signatureHolds({ publicKey: golden.key.publicKey, hash, sig })).toBe(true);
});

test('a signature with one other bit does not hold', () => {
  const { hash, sig } = golden.entry;
  const other = `${sig.startsWith('0') ? '1' : '0'}${sig.slice(1)}`;
  expect(signatureHolds({ publicKey: golden.key.publicKey, hash, sig: other })).toBe(false);
});

test('the genesis of a chain', () => {
  const { till, epoch, hash } = golden.genesis;
  expect(sha256Hex(genesisText({ till, epoch, publicKey: golden.key.publicKey }))).toBe(hash);
});

test('a document of HQ is canonical and signed under its own domain', () => {
  const { value, document, sig } = golden.hqDocument;
  expect(signDocument(key, value)).toEqual({ document, sig });
});

test('a request of a till', () => {
  const { request, text, hash, sig } = golden.request;
  expect(requestText(request)).toBe(text);
  expect(sha256Hex(requestHashText(text))).toBe(hash);
  expect(key.signHash(hash)).toBe(sig);
});

test('the hashes by which a store finds a phone', () => {
  const { storeKey, digits, hmac, last6Hmac } = golden.phone;
  expect(phoneHasher(storeKey)(digits)).toEqual({ phoneHmac: hmac, phoneLast6Hmac: last6Hmac });
  expect(hmacHex(storeKey, `phone:${digits}`)).toBe(hmac);
});

test('a PIN under its pepper', async () => {
  const { pepper, cashier, pin, salt, peppered, encoded } = golden.pin;
  expect(pepperedPin(pepper, asId(cashier), pin)).toBe(peppered);
  const secret = { pepper, cashier: asId<Parameters<typeof pepperedPin>[1]>(cashier), pin };
  expect(await hashPin({ ...secret, salt: Buffer.from(salt, 'hex') })).toBe(encoded);
});

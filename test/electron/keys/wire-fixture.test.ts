/** The golden texts that HQ's tests read too: both ends hash, sign and key alike. */
import { argon2Verify } from 'hash-wasm';
import { expect, test } from 'vitest';
import { genesisTip } from '../../../electron/journal/verify-chain.ts';
import { hmacHex, sha256Hex } from '../../../electron/keys/digest.ts';
import { makeSeed, signatureHolds, signingKey } from '../../../electron/keys/ed25519.ts';
import { documentHash } from '../../../electron/keys/hq-document.ts';
import { phoneKeys } from '../../../electron/keys/phone-keys.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { bodyHashText, entryHashText, requestHashText } from '../../../shared/ledger/texts.ts';
import fixture from '../../fixtures/wire/crypto.json' with { type: 'json' };

const key = signingKey(fixture.key.seed);

test('CHN-1 genesis, CHN-2 head and CHN-3 body hash and sign as agreed', () => {
  expect(key.publicKey).toBe(fixture.key.publicKey);
  const genesis = genesisTip({
    ...fixture.genesis,
    till: asId(fixture.genesis.till),
    publicKey: key.publicKey,
  });
  expect(genesis.hash).toBe(fixture.genesis.hash);
  expect(sha256Hex(entryHashText(fixture.entry.head))).toBe(fixture.entry.hash);
  expect(sha256Hex(bodyHashText(fixture.entry.body))).toBe(fixture.entry.bodyHash);
  expect(key.signHash(fixture.entry.hash)).toBe(fixture.entry.sig);
});

test('HQ’s documents and a till’s requests are hashed under domains of their own', () => {
  expect(documentHash(fixture.hqDocument.document)).toBe(fixture.hqDocument.hash);
  expect(key.signHash(fixture.hqDocument.hash)).toBe(fixture.hqDocument.sig);
  expect(sha256Hex(requestHashText(fixture.request.text))).toBe(fixture.request.hash);
  expect(key.signHash(fixture.request.hash)).toBe(fixture.request.sig);
});

test('a signature over anything else does not hold', () => {
  const { publicKey } = key;
  const { hash, sig } = fixture.entry;
  expect(signatureHolds({ publicKey, hash, sig })).toBe(true);
  expect(signatureHolds({ publicKey, hash: fixture.request.hash, sig })).toBe(false);
  expect(signatureHolds({ publicKey: signingKey(makeSeed()).publicKey, hash, sig })).toBe(false);
  expect(signatureHolds({ publicKey, hash, sig: sig.replace(/^../, '00') })).toBe(false);
});

test('phones are found by the same hashes at till and HQ', () => {
  const { storeKey, digits, hmac, last6Hmac } = fixture.phone;
  const keys = phoneKeys(`0${digits.slice(3)}`, { storeKey, countryCode: '373' });
  expect(keys).toEqual({ phoneHmac: hmac, phoneLast6Hmac: last6Hmac });
});

test('a PIN’s hash made at HQ is verified here', async () => {
  const { pepper, cashier, pin, encoded: hash } = fixture.pin;
  const password = hmacHex(pepper, `${cashier}:${pin}`);
  expect(await argon2Verify({ password, hash })).toBe(true);
  expect(await argon2Verify({ password: hmacHex(pepper, `${cashier}:000000`), hash })).toBe(false);
});

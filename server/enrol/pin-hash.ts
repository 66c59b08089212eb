/** PINs are hashed at HQ and verified at the till: argon2id over an HMAC under the store's pepper (OWASP figures). */
import { randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import type { CashierId } from '../../shared/kernel/ids.ts';
import { hmacHex } from '../crypto/digest.ts';

const MEMORY_KIB = 19_456;
const ITERATIONS = 2;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** The text that is hashed, in hex: useless to whoever lacks the pepper. */
export const pepperedPin = (pepper: string, cashier: CashierId, pin: string): string =>
  hmacHex(pepper, `${cashier}:${pin}`);

export const hashPin = (secret: {
  readonly pepper: string;
  readonly cashier: CashierId;
  readonly pin: string;
  readonly salt?: Uint8Array;
}): Promise<string> =>
  argon2id({
    password: pepperedPin(secret.pepper, secret.cashier, secret.pin),
    salt: secret.salt ?? randomBytes(SALT_BYTES),
    memorySize: MEMORY_KIB,
    iterations: ITERATIONS,
    parallelism: 1,
    hashLength: HASH_BYTES,
    outputType: 'encoded',
  });

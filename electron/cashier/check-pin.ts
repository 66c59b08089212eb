/**
 * The hash is HQ's: argon2id over HMAC(pepper, "cashier:PIN"), so a stolen database without the sealed pepper cannot be
 * tried out. It and the pepper never leave main.
 */
import { argon2Verify } from 'hash-wasm';
import type { StaffSecret } from '../../shared/protocol/sync.ts';
import { hmacHex } from '../keys/digest.ts';

export function pinFits(
  staff: StaffSecret,
  { pin, pepper }: { pin: string; pepper: string },
): Promise<boolean> {
  return argon2Verify({ password: hmacHex(pepper, `${staff.id}:${pin}`), hash: staff.pinHash });
}

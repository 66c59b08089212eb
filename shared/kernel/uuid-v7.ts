/** RFC 9562 UUIDv7 from a clock reading and randomness that the caller supplies: this layer has neither. */
import { assert } from './assert.ts';
import type { EpochMs } from './units.ts';

export const UUID_RANDOM_BYTES = 10;

export function uuidV7(atMs: EpochMs, random: Uint8Array): string {
  assert(random.length === UUID_RANDOM_BYTES, `uuidV7 wants ${UUID_RANDOM_BYTES} random bytes`);
  const bytes = [...timeBytes(atMs), ...random];
  bytes[6] = 0x70 | (at(bytes, 6) & 0x0f);
  bytes[8] = 0x80 | (at(bytes, 8) & 0x3f);
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const timeBytes = (atMs: number): number[] =>
  [5, 4, 3, 2, 1, 0].map((power) => Math.floor(atMs / 256 ** power) % 256);

const at = (bytes: readonly number[], index: number): number => bytes[index] ?? 0;

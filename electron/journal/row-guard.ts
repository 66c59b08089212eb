import { sha256Hex } from '../keys/digest.ts';

const GUARD_CHARS = 16;

/** A short sum over a row that no hash chain covers: a spoiled byte in it does not pass for what was written. */
export const rowGuard = (...fields: readonly (string | number)[]): string =>
  sha256Hex(fields.join('\0')).slice(0, GUARD_CHARS);

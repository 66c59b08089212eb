/**
 * Every 64-bit number read from the database is a safe integer, or reading it throws. A balance rounded in silence
 * would be wrong money.
 */
import { types } from 'pg';

const INT8 = types.builtins.INT8;

export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a 64-bit number past the safe integers');
  return value;
}

/** Parsers of one pool; the library's global table is left alone. */
export const typeParsers = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? parseInt8 : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

const WITNESS_CHARS = 8;

/** The part of an entry's hash that a receipt prints beside its number (R5). */
export const hash8 = (hash: string): string => hash.slice(0, WITNESS_CHARS);

/** Raised when a wire schema changes; the fingerprint test holds number and schemas together. */
export const PROTOCOL_VERSION = 4;

/**
 * REQ-1: each request of a till is signed with the key that signs its chain, so it survives any proxy that ends TLS.
 * The text covers protocol version, path, the body's hash, the sender and a nonce that HQ remembers for a while.
 */
import { canonicalText } from '../kernel/canonical-json.ts';
import type { TillId } from '../kernel/ids.ts';

export const HEADER_PROTOCOL = 'puncta-protocol';
export const HEADER_TILL = 'puncta-till';
export const HEADER_EPOCH = 'puncta-epoch';
export const HEADER_NONCE = 'puncta-nonce';
export const HEADER_SIGNATURE = 'puncta-signature';

export type SignedRequest = {
  readonly protocol: number;
  readonly path: string;
  /** SHA-256 of the body's bytes, hex. */
  readonly bodyHash: string;
  readonly till: TillId;
  readonly epoch: number;
  /** UUIDv7. HQ remembers it for a while and refuses it a second time; clocks play no part. */
  readonly nonce: string;
};

export const requestText = (request: SignedRequest): string => canonicalText(request);

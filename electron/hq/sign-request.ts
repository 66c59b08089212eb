import type { TillId } from '../../shared/kernel/ids.ts';
import { requestHashText } from '../../shared/ledger/texts.ts';
import {
  HEADER_EPOCH,
  HEADER_NONCE,
  HEADER_SIGNATURE,
  HEADER_TILL,
  requestText,
} from '../../shared/protocol/request-signature.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { sha256Hex } from '../keys/digest.ts';
import type { SigningKey } from '../keys/ed25519.ts';
import type { RequestSigner } from './hq-client.ts';

/** REQ-1: signs each request with the key that signs the chain, under a nonce that is never used again. */
export function requestSigner(from: {
  till: TillId;
  epoch: number;
  key: SigningKey;
  makeNonce: () => string;
}): RequestSigner {
  return ({ path, body }) => {
    const { till, epoch } = from;
    const nonce = from.makeNonce();
    const text = requestText({
      protocol: PROTOCOL_VERSION,
      path,
      bodyHash: sha256Hex(body),
      till,
      epoch,
      nonce,
    });
    return {
      [HEADER_TILL]: till,
      [HEADER_EPOCH]: String(epoch),
      [HEADER_NONCE]: nonce,
      [HEADER_SIGNATURE]: from.key.signHash(sha256Hex(requestHashText(text))),
    };
  };
}

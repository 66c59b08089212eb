/**
 * REQ-1: each request is signed with the key of a till's epoch and carries a nonce that is taken once. Clocks play no
 * part. What a request may do beyond that is its route's to say.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { TillId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { zId, zSignatureHex } from '../../shared/kernel/schema.ts';
import { requestHashText } from '../../shared/ledger/texts.ts';
import {
  HEADER_EPOCH,
  HEADER_NONCE,
  HEADER_SIGNATURE,
  HEADER_TILL,
  requestText,
} from '../../shared/protocol/request-signature.ts';
import type { RefusalCode } from '../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { sha256Hex } from '../crypto/digest.ts';
import { signatureHolds } from '../crypto/ed25519.ts';
import type { Hq } from '../hq.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import { takeNonce } from './nonces.ts';
import { refused } from './refuse.ts';

export type SignedCall = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
};
export type Authenticate = (call: SignedCall) => Promise<Result<TillCaller, RefusalCode>>;

const zHeaders = z.object({
  [HEADER_TILL]: zId<TillId>(),
  [HEADER_EPOCH]: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
  [HEADER_NONCE]: z.uuidv7(),
  [HEADER_SIGNATURE]: zSignatureHex,
});

export function authenticator({ db }: Pick<Hq, 'db'>): Authenticate {
  return async ({ path, headers, body }) => {
    const read = zHeaders.safeParse(headers);
    if (!read.success) return refused('BAD_REQUEST');
    const { data } = read;
    const [till, epoch, nonce] = [data[HEADER_TILL], data[HEADER_EPOCH], data[HEADER_NONCE]];
    const known = await findDevice({ db }, till, epoch);
    if (!known) return refused('UNKNOWN_TILL');
    const text = requestText({
      protocol: PROTOCOL_VERSION,
      path,
      bodyHash: sha256Hex(body),
      till,
      epoch,
      nonce,
    });
    const signed = { hash: sha256Hex(requestHashText(text)), sig: data[HEADER_SIGNATURE] };
    if (!signatureHolds({ publicKey: known.publicKey, ...signed })) return refused('BAD_SIGNATURE');
    return (await takeNonce(db, till, nonce)) ? ok(known.caller) : refused('REPLAYED');
  };
}

async function findDevice(
  { db }: Pick<Hq, 'db'>,
  till: TillId,
  epoch: number,
): Promise<{ readonly publicKey: string; readonly caller: TillCaller } | null> {
  const row = await db
    .selectFrom('chain')
    .innerJoin('till', 'till.id', 'chain.till')
    .innerJoin('store', 'store.id', 'till.store_id')
    .select(['chain.public_key', 'chain.revoked_at_ms', 'till.epoch as current_epoch'])
    .select(['till.store_id', 'store.company_id', 'store.time_zone'])
    .where('chain.till', '=', till)
    .where('chain.epoch', '=', epoch)
    .executeTakeFirst();
  if (!row) return null;
  const served = row.revoked_at_ms === null && row.current_epoch === epoch;
  return {
    publicKey: row.public_key,
    caller: {
      till,
      epoch,
      store: row.store_id,
      company: row.company_id,
      timeZone: row.time_zone,
      served,
    },
  };
}

/** A till's requests, signed as main signs them. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { assert } from '../../../shared/kernel/assert.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { uuidV7 } from '../../../shared/kernel/uuid-v7.ts';
import { requestHashText } from '../../../shared/ledger/texts.ts';
import { type Ack, zAck } from '../../../shared/protocol/push.ts';
import { requestText } from '../../../shared/protocol/request-signature.ts';
import {
  type RouteName,
  type RouteRequest,
  type RouteResponse,
  routes,
} from '../../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { sha256, type TillChain } from '../till-chain.ts';

export type Reply = { readonly status: number; readonly json: unknown };
export type SignedHeaders = Record<string, string>;

export function signedHeaders(
  till: TillChain,
  path: string,
  body: string,
  nonce = newNonce(),
): SignedHeaders {
  const text = requestText({
    protocol: PROTOCOL_VERSION,
    path,
    bodyHash: sha256(body),
    till: till.till,
    epoch: till.epoch,
    nonce,
  });
  return {
    'content-type': 'application/json',
    'puncta-protocol': String(PROTOCOL_VERSION),
    'puncta-till': till.till,
    'puncta-epoch': String(till.epoch),
    'puncta-nonce': nonce,
    'puncta-signature': till.key.signHash(sha256(requestHashText(text))),
  };
}

export const newNonce = (): string => uuidV7(epochMs(Date.now()), randomBytes(10));

/** Any request, whatever HQ answers. */
export async function post(
  app: FastifyInstance,
  path: string,
  { headers, body }: { headers: SignedHeaders; body: string },
): Promise<Reply> {
  const response = await app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: response.statusCode, json: response.json() };
}

/** A signed request that may be refused. */
export function tryCall<Name extends RouteName>(
  app: FastifyInstance,
  till: TillChain,
  name: Name,
  request: RouteRequest<Name>,
): Promise<Reply> {
  const { path } = routes[name];
  const body = JSON.stringify(request);
  return post(app, path, { headers: signedHeaders(till, path, body), body });
}

/** A signed request that HQ must answer with what the contract says. */
export async function call<Name extends RouteName>(
  app: FastifyInstance,
  till: TillChain,
  name: Name,
  request: RouteRequest<Name>,
): Promise<RouteResponse<Name>> {
  const { status, json } = await tryCall(app, till, name, request);
  assert(status === 200, `${name} answers 200, not ${status}: ${JSON.stringify(json)}`);
  return routes[name].response.parse(json) as RouteResponse<Name>;
}

/** Pushes entries (all of the chain unless named) and reads the acknowledgement. */
export async function pushEntries(
  app: FastifyInstance,
  till: TillChain,
  entries = till.wire(),
): Promise<Ack> {
  const { document } = await call(app, till, 'push', { epoch: till.epoch, entries: [...entries] });
  return zAck.parse(JSON.parse(document));
}

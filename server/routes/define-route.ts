/**
 * One contract of shared/protocol/routes.ts becomes one route: the body's bytes are authenticated before they are parsed,
 * parsed before they are believed, and refused with a code that teaches a stranger nothing.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Result } from '../../shared/kernel/result.ts';
import { HEADER_PROTOCOL } from '../../shared/protocol/request-signature.ts';
import {
  type RefusalCode,
  type RouteName,
  type RouteRequest,
  type RouteResponse,
  routes,
} from '../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import type { Authenticate } from './authenticate.ts';
import { refuse, refused } from './refuse.ts';
import { note } from './request-facts.ts';

/** A till gives up after 15 seconds; what it waits for is broken off by the database's own limits. */
export const ANSWER_LIMIT_MS = 15_000;

export type Answer<Name extends RouteName> = Promise<Result<RouteResponse<Name>, RefusalCode>>;

/** `open` routes are told where the request came from, `till` routes who signed it. */
type Caller<Name extends RouteName> = (typeof routes)[Name]['auth'] extends 'till'
  ? TillCaller
  : { readonly address: string };

export type Handler<Name extends RouteName> = (
  caller: Caller<Name>,
  request: RouteRequest<Name>,
) => Answer<Name>;

export type RouteOptions<Name extends RouteName> = {
  readonly name: Name;
  readonly maxBytes: number;
  readonly handler: Handler<Name>;
};

export function defineRoute<Name extends RouteName>(
  app: FastifyInstance,
  authenticate: Authenticate,
  { name, maxBytes, handler }: RouteOptions<Name>,
): void {
  const { path, auth, request: schema } = routes[name];
  app.post<{ Body: Buffer }>(
    path,
    { bodyLimit: maxBytes, handlerTimeout: ANSWER_LIMIT_MS },
    async (request, reply) => {
      const answer = await respond(request);
      return answer.ok ? reply.send(answer.value) : refuse(reply, answer.failure);
    },
  );

  async function respond(request: FastifyRequest<{ Body: Buffer }>): Answer<Name> {
    if (request.headers[HEADER_PROTOCOL] !== String(PROTOCOL_VERSION)) return refused('WRONG_PROTOCOL');
    if (!Buffer.isBuffer(request.body)) return refused('BAD_REQUEST');
    const caller =
      auth === 'till'
        ? await authenticate({ path, headers: request.headers, body: request.body })
        : { ok: true as const, value: { address: request.ip } };
    if (!caller.ok) return caller;
    if ('till' in caller.value) note(request, { till: caller.value.till });
    const parsed = schema.safeParse(parseJson(request.body));
    if (!parsed.success) return refused('BAD_REQUEST');
    return handler(caller.value as Caller<Name>, parsed.data as RouteRequest<Name>);
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

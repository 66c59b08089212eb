/** Which requests are being worked on, and what became of each. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { factsOf } from '../routes/request-facts.ts';

export type EndedRequest = {
  readonly request: FastifyRequest;
  /** The path of a route, never the address as it was asked for. */
  readonly route: string;
  readonly status: number;
  readonly refusal: string | null;
  readonly till: string | null;
  readonly durationMs: number;
};

export type RequestsInHand = {
  readonly count: () => number;
  /** For example "2 requests (/osp1/push, /osp1/pull)". */
  readonly describe: () => string;
  /** OPS-3: from now on each new request is answered with 503 and the end of its connection. */
  readonly refuseNew: () => void;
  /** Resolves as soon as none is in hand. */
  readonly none: () => Promise<void>;
};

const UNKNOWN_ROUTE = 'unknown';
const RETRY_AFTER_SECONDS = '1';

export function watchRequests(app: FastifyInstance, ended: (request: EndedRequest) => void): RequestsInHand {
  const inHand = new Map<FastifyRequest, number>();
  const waiting: (() => void)[] = [];
  let refusing = false;
  app.addHook('onRequest', async (request, reply) => {
    if (refusing && !isHealthCheck(request)) {
      reply.header('connection', 'close').header('retry-after', RETRY_AFTER_SECONDS);
      return reply.status(503).send({ code: 'INTERNAL' });
    }
    inHand.set(request, performance.now());
    // A line that breaks off ends a request too, and then there is no response.
    reply.raw.once('close', () => end(request, reply.raw.statusCode));
    return undefined;
  });
  app.addHook('onResponse', async (request, reply) => end(request, reply.statusCode));

  function end(request: FastifyRequest, status: number): void {
    const startMs = inHand.get(request);
    if (startMs === undefined) return;
    inHand.delete(request);
    const { till = null, refusal = null } = factsOf(request);
    const durationMs = Math.round((performance.now() - startMs) * 10) / 10;
    ended({ request, route: routeOf(request), status, refusal, till, durationMs });
    if (inHand.size === 0) for (const resolve of waiting.splice(0)) resolve();
  }

  return {
    count: () => inHand.size,
    describe: () => {
      if (inHand.size === 0) return 'nothing';
      const routes = [...new Set([...inHand.keys()].map(routeOf))].toSorted();
      return `${inHand.size} ${inHand.size === 1 ? 'request' : 'requests'} (${routes.join(', ')})`;
    },
    refuseNew: () => {
      refusing = true;
    },
    none: () => (inHand.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? UNKNOWN_ROUTE;

const isHealthCheck = (request: FastifyRequest): boolean => request.method === 'GET';

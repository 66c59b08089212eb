/** How often the till asked HQ for what, and how long HQ took: a cost that grows with history shows here first. */
import type { FastifyInstance } from 'fastify';

export type RequestTime = { readonly count: number; readonly ms: number };

/** By route; call before the server listens. */
export function watchRequests(app: FastifyInstance): () => ReadonlyMap<string, RequestTime> {
  const times = new Map<string, RequestTime>();
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { count, ms } = times.get(route) ?? { count: 0, ms: 0 };
    times.set(route, { count: count + 1, ms: ms + reply.elapsedTime });
  });
  return () => times;
}

/** The operator's own port: metrics, the health checks and the status page, never the tills' routes. */
import Fastify, { type FastifyInstance } from 'fastify';
import type { Readiness } from '../app/readiness.ts';
import type { Hq } from '../hq.ts';
import { healthRoutes } from '../routes/health.ts';
import { statusRoute } from '../status/page/status-route.ts';
import type { HqMetrics } from './hq-metrics.ts';

/** `ownName`: the name under which the page may be asked for, besides addresses. */
export function buildMetricsApp(
  metrics: HqMetrics,
  readiness: Readiness,
  page?: { readonly hq: Hq; readonly ownName?: string },
): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  healthRoutes(app, readiness);
  if (page) statusRoute(app, page.hq, page.ownName);
  return app;
}

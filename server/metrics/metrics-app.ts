/** The operator's own port: metrics and the health checks, never the tills' routes. */
import Fastify, { type FastifyInstance } from 'fastify';
import type { Readiness } from '../app/readiness.ts';
import { healthRoutes } from '../routes/health.ts';
import type { HqMetrics } from './hq-metrics.ts';

export function buildMetricsApp(metrics: HqMetrics, readiness: Readiness): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  healthRoutes(app, readiness);
  return app;
}

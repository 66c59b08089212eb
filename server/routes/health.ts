/**
 * `GET /health`: 200 while the process answers; asks nobody. `GET /ready`: 200 when it can serve tills, else 503 and one
 * word that says what is missing. Neither tells more.
 */
import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../app/readiness.ts';

export function healthRoutes(app: FastifyInstance, readiness: Readiness): void {
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const status = await readiness.ask();
    return reply.status(status === 'ready' ? 200 : 503).send({ status });
  });
}

import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Hq } from '../hq.ts';

/** `GET /health`: 200 while the database answers. It tells nothing else. */
export function healthRoute(app: FastifyInstance, { db }: Hq): void {
  app.get('/health', async (_request, reply) => {
    try {
      await sql`SELECT 1`.execute(db);
      return { status: 'ok' };
    } catch {
      return reply.status(503).send({ status: 'database' });
    }
  });
}

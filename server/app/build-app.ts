/** HQ's HTTP server: tills' routes and a health check. Bodies stay bytes until their signature has been verified. */
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Hq } from '../hq.ts';
import { healthRoute } from '../routes/health.ts';
import { refuse } from '../routes/refuse.ts';
import { tillRoutes } from '../routes/till-routes.ts';

const REQUEST_TIMEOUT_MS = 60_000;

/** Faults are written to `log` as lines of JSON, without personal data. */
export function buildApp(hq: Hq, log?: NodeJS.WritableStream): FastifyInstance {
  const app = Fastify({
    logger: log ? { level: 'warn', stream: log } : false,
    // A line per request would carry addresses and say nothing; faults are logged where they happen.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setNotFoundHandler((_request, reply) => reply.status(404).send({ code: 'BAD_REQUEST' }));
  app.setErrorHandler<Error & { statusCode?: number }>((fault, request, reply) => {
    if (fault.statusCode === 413) return refuse(reply, 'TOO_LARGE');
    if (fault.statusCode !== undefined && fault.statusCode < 500) return refuse(reply, 'BAD_REQUEST');
    request.log.error({ err: faultFacts(fault), route: request.routeOptions.url }, 'request failed');
    return refuse(reply, 'INTERNAL');
  });
  healthRoute(app, hq);
  tillRoutes(app, hq);
  return app;
}

/** A database's message may quote values, which may be personal data: its code and place in our code are enough. */
function faultFacts(fault: Error & { code?: string }): Record<string, unknown> {
  const frames = fault.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? [];
  return { name: fault.name, code: fault.code ?? null, stack: frames.slice(0, 8).join('\n') };
}

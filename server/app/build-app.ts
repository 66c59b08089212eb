/** HQ's HTTP server: tills' routes and two health checks. Bodies stay bytes until their signature has been verified. */
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Hq } from '../hq.ts';
import { logEvent } from '../log/log-events.ts';
import { type LogTarget, logOptions } from '../log/log-options.ts';
import { refusalBursts } from '../log/refusal-bursts.ts';
import type { HqMetrics } from '../metrics/hq-metrics.ts';
import { compressAnswers } from '../routes/compress-answers.ts';
import { healthRoutes } from '../routes/health.ts';
import { refuse } from '../routes/refuse.ts';
import { tillRoutes } from '../routes/till-routes.ts';
import { makeReadiness, type Readiness } from './readiness.ts';
import { type RequestsInHand, watchRequests } from './requests-in-hand.ts';

const REQUEST_TIMEOUT_MS = 60_000;
const REFUSED = 400;

export type AppOptions = {
  readonly log?: LogTarget;
  readonly metrics?: HqMetrics;
  readonly readiness?: Readiness;
  /** Addresses of proxies whose word on where a request came from is believed. */
  readonly trustProxy?: readonly string[];
};

declare module 'fastify' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only interfaces merge declarations
  interface FastifyInstance {
    readonly inHand: RequestsInHand;
  }
}

export function buildApp(hq: Hq, { log, metrics, readiness, trustProxy }: AppOptions = {}): FastifyInstance {
  const app = Fastify({
    logger: log ? logOptions(log) : false,
    // A line per request would say nothing about most; remarkable ones are told below.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    ...(trustProxy && { trustProxy: [...trustProxy] }),
  });
  const inHand = tellRequests(app, metrics);
  metrics?.inHand(inHand);
  app.decorate('inHand', inHand);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setNotFoundHandler((_request, reply) => reply.status(404).send({ code: 'BAD_REQUEST' }));
  app.setErrorHandler<Error & { statusCode?: number }>((err, request, reply) => {
    if (err.statusCode === 413) return refuse(reply, 'TOO_LARGE');
    if (err.statusCode !== undefined && err.statusCode < 500) return refuse(reply, 'BAD_REQUEST');
    request.log.error({ event: 'request.failed', err, route: request.routeOptions.url }, 'a request failed');
    return refuse(reply, 'INTERNAL');
  });
  healthRoutes(app, readiness ?? makeReadiness(hq.db));
  const told: Hq = {
    ...hq,
    tell: (event) => {
      hq.tell?.(event);
      metrics?.observe(event);
      logEvent(app.log, event);
    },
  };
  compressAnswers(app);
  app.register(async (scope) => tillRoutes(scope, told));
  return app;
}

function tellRequests(app: FastifyInstance, metrics: HqMetrics | undefined): RequestsInHand {
  const bursts = refusalBursts(({ route, code, more, till }) =>
    app.log.warn(
      { event: 'requests.refused', route, code, more, ...(till !== undefined && { till }) },
      'requests are refused',
    ),
  );
  app.addHook('onClose', async () => bursts.flush());
  return watchRequests(app, (ended) => {
    const { request, route, status, refusal, till, durationMs } = ended;
    metrics?.request(ended);
    if (refusal !== null && status >= REFUSED && refusal !== 'INTERNAL')
      bursts.refused({ route, code: refusal }, till ?? undefined);
    request.log.debug(
      { event: 'request.answered', route, status, code: refusal, till, durationMs },
      'answered',
    );
  });
}

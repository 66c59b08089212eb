/**
 * OPS-3: a stop finishes every request in hand and takes no new ones: they are answered with 503 and the end of their
 * connection, until the last one in hand is done and the port is closed. What is still in hand after the limit is cut
 * off: its transaction is rolled back, and its till sends again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export const STOP_LIMIT_SECONDS = 30;
/** A connection that has finished its last request is closed within this time. */
const SWEEP_MS = 50;

export type Stopped = {
  /** In hand when the stop began. */
  readonly waitedFor: number;
  /** In words what was cut off; null when every request was finished. */
  readonly cutOff: string | null;
  readonly durationMs: number;
};

export async function stopApp(app: FastifyInstance, limitMs: number): Promise<Stopped> {
  const startMs = performance.now();
  const waitedFor = app.inHand.count();
  app.inHand.refuseNew();
  const limit = new AbortController();
  const late = delay(limitMs, 'late' as const, { signal: limit.signal });
  late.catch(() => undefined);
  const outcome = await Promise.race([finish(app), late]);
  limit.abort();
  const cutOff = outcome === 'late' ? app.inHand.describe() : null;
  if (cutOff !== null) app.server.closeAllConnections();
  return { waitedFor, cutOff, durationMs: Math.round(performance.now() - startMs) };
}

async function finish(app: FastifyInstance): Promise<'finished'> {
  await app.inHand.none();
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  await app.close().finally(() => clearInterval(sweep));
  return 'finished';
}

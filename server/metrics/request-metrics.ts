import { Counter, Histogram, type Registry } from 'prom-client';
import type { EndedRequest } from '../app/requests-in-hand.ts';

/** A scan's look-up takes milliseconds, a full push of a till that was off line some hundreds. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Labels are routes, status codes and refusal codes: all few, whoever asks for whatever. */
export function requestMetrics(registry: Registry): (ended: EndedRequest) => void {
  const registers = [registry];
  const requests = new Counter({
    name: 'puncta_http_requests_total',
    help: 'Requests that ended, by route and status code.',
    labelNames: ['route', 'code'],
    registers,
  });
  const refusals = new Counter({
    name: 'puncta_refusals_total',
    help: 'Requests refused, by the code that the till was given.',
    labelNames: ['code'],
    registers,
  });
  const duration = new Histogram({
    name: 'puncta_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  return ({ route, status, refusal, durationMs }) => {
    requests.inc({ route, code: status });
    if (refusal !== null) refusals.inc({ code: refusal });
    duration.observe({ route }, durationMs / 1000);
  };
}

/** HQ's metrics as Prometheus reads them, of one process. Nothing personal, and no label that a stranger can fill. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { EndedRequest, RequestsInHand } from '../app/requests-in-hand.ts';
import type { Connections, Db } from '../db/connect.ts';
import type { HqEvent } from '../log/hq-event.ts';
import { connectionMetrics, databaseMetrics } from './database-metrics.ts';
import { entryMetrics } from './entry-metrics.ts';
import { requestMetrics } from './request-metrics.ts';

export type HqMetrics = {
  readonly request: (ended: EndedRequest) => void;
  readonly observe: (event: HqEvent) => void;
  readonly inHand: (requests: RequestsInHand) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

export type MetricsSource = { readonly db: Db; readonly connections: () => Connections };

export function makeMetrics({ db, connections }: MetricsSource): HqMetrics {
  const registry = new Registry();
  // Memory, processor time, open files, event-loop lag: under the names that dashboards know.
  collectDefaultMetrics({ register: registry });
  connectionMetrics(registry, connections);
  const look = databaseMetrics(registry, db);
  return {
    request: requestMetrics(registry),
    observe: entryMetrics(registry),
    inHand: (requests) => {
      new Gauge({
        name: 'puncta_http_requests_in_hand',
        help: 'Requests being worked on.',
        registers: [registry],
        collect() {
          this.set(requests.count());
        },
      });
    },
    contentType: registry.contentType,
    text: async () => {
      await look();
      return registry.metrics();
    },
  };
}

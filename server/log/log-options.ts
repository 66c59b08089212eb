/**
 * HQ's log: one line of JSON for each event worth reading, on one stream, by Fastify's own logger. Whatever hands an error
 * or a request to it, only what faultFacts and the lines below let through comes out.
 */
import type { FastifyRequest, FastifyServerOptions } from 'fastify';
import { faultFacts } from './fault-facts.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogTarget = { readonly level: LogLevel; readonly stream: NodeJS.WritableStream };

export const logOptions = ({ level, stream }: LogTarget): NonNullable<FastifyServerOptions['logger']> => ({
  level,
  stream,
  base: { pid: process.pid },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label: string) => ({ level: label }) },
  serializers: {
    err: faultFacts,
    req: ({ method, routeOptions }: FastifyRequest) => ({ method, url: routeOptions?.url ?? 'unknown' }),
    res: ({ statusCode = 0 }: { readonly statusCode?: number }) => ({ statusCode }),
  },
});

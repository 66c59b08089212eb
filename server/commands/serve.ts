import type { FastifyInstance } from 'fastify';
import { buildApp } from '../app/build-app.ts';
import { startHousekeeping } from '../app/housekeeping.ts';
import type { OpenedHq } from '../app/open-hq.ts';
import { makeReadiness } from '../app/readiness.ts';
import { type Stopped, stopApp } from '../app/stop-app.ts';
import { stopSignal } from '../app/stop-signal.ts';
import { SERVING_LIMITS } from '../db/connect.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { makeMetrics } from '../metrics/hq-metrics.ts';
import { buildMetricsApp } from '../metrics/metrics-app.ts';
import { OperatorError } from '../operator-error.ts';
import { logTip } from '../posting/hq-log.ts';
import { STATUS_PATH } from '../status/page/status-route.ts';
import type { Command } from './command.ts';
import { openFrom } from './common-options.ts';
import { demoCodeWhereNeeded } from './demo-code.ts';
import { loadDemoAndTell } from './load-demo.ts';
import {
  type Address,
  readServeOptions,
  type ServeOptions,
  serveHelp,
  serveOptions,
} from './serve-options.ts';

export const serveCommand: Command = {
  summary: 'serve tills until stopped',
  options: serveOptions,
  help: serveHelp,
  async run(values) {
    const options = readServeOptions(values);
    let inHand = (): string => 'nothing';
    const signal = stopSignal(() => console.error(`HQ ended at once; in hand: ${inHand()}.`));
    const opened = await openFrom(values, SERVING_LIMITS);
    let stopped: Stopped;
    try {
      if (options.demo) {
        await loadDemoAndTell(opened.hq, options.seed);
        await demoCodeWhereNeeded(opened.hq, options.seed);
      }
      const allowNoFsync = values['dev-no-fsync'] === true;
      const serving = await startServing(opened, options, allowNoFsync);
      inHand = serving.app.inHand.describe;
      stopped = await serving.stopAfter(signal.asked);
    } catch (cause) {
      await opened.close();
      throw cause;
    }
    if (stopped.cutOff === null) await opened.close();
    sayStopped(stopped);
  },
};

type Serving = {
  readonly app: FastifyInstance;
  readonly stopAfter: (asked: Promise<NodeJS.Signals>) => Promise<Stopped>;
};

async function startServing(
  { hq, connections, migrated }: OpenedHq,
  options: ServeOptions,
  allowNoFsync: boolean,
): Promise<Serving> {
  const readiness = makeReadiness(hq.db, { allowNoFsync });
  const metrics = options.metrics ? makeMetrics({ db: hq.db, connections }) : null;
  const app = buildApp(hq, {
    log: { level: options.logLevel, stream: process.stderr },
    readiness,
    ...(metrics && { metrics }),
    ...(options.trustProxy && { trustProxy: options.trustProxy }),
  });
  const { log } = app;
  for (const migration of migrated)
    log.info({ event: 'database.migrated', migration }, 'the schema was brought up to date');
  const metricsApp =
    metrics && buildMetricsApp(metrics, readiness, { hq, ownName: options.metrics?.host ?? '' });
  const metricsUrl = metricsApp && options.metrics && (await listen(metricsApp, options.metrics));
  const url = await listen(app, options.listen).catch(async (cause: unknown) => {
    await metricsApp?.close();
    throw cause;
  });
  console.log(`HQ listening on ${url}`);
  if (metricsUrl) {
    console.log(`metrics on ${metricsUrl}/metrics`);
    console.log(`status on ${metricsUrl}${STATUS_PATH}`);
  }
  const tip = await logTip(hq.db, hq.keys.signing);
  log.info({ event: 'hq.started', url, logIndex: tip.logIndex }, 'HQ serves tills');
  const housekeeping = startHousekeeping(hq.db, (err) =>
    log.warn({ event: 'housekeeping.failed', err }, 'housekeeping failed'),
  );
  const jobs = startJobs(hq, {
    done: ({ frozen, due, reviews }) => {
      if (frozen > 0)
        log.warn({ event: 'leases.frozen', frozen }, 'tills are silent about leases past their end');
      for (const run of due) log.info({ event: 'due.done', ...run }, 'the job of the day is done');
      for (const review of reviews) log.info({ event: 'tiers.reviewed', ...review }, 'tiers were reviewed');
    },
    failed: (err) => log.warn({ event: 'jobs.failed', err }, 'a job failed'),
  });
  return {
    app,
    stopAfter: async (asked) => {
      const signal = await asked;
      const stopping = { event: 'hq.stopping', signal, requests: app.inHand.count() };
      log.info(stopping, 'HQ finishes what it has in hand');
      readiness.stop();
      const stopped = await stopApp(app, options.stopLimitMs);
      await housekeeping.stop();
      await jobs.stop();
      await metricsApp?.close();
      log.info({ event: 'hq.stopped', ...stopped }, 'HQ stopped');
      return stopped;
    },
  };
}

function sayStopped({ waitedFor, cutOff, durationMs }: Stopped): void {
  const seconds = (durationMs / 1000).toFixed(1);
  if (cutOff !== null) {
    console.log(`HQ stopped after ${seconds} s and cut off ${cutOff}; their tills send again`);
    // Their transactions hold connections that would keep this process; the database rolls them back.
    process.exit(1);
  }
  console.log(waitedFor === 0 ? 'HQ stopped' : `HQ stopped after the ${waitedFor} in hand (${seconds} s)`);
}

async function listen(app: FastifyInstance, { host, port, option }: Address): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (cause) {
    await app.close();
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new OperatorError(`Port ${port} is taken. Choose another with ${option}.`);
    if (code === 'EACCES')
      throw new OperatorError(`Port ${port} is not for this user. Choose another with ${option}.`);
    throw new OperatorError(`HQ cannot listen on ${host}:${port} (${code ?? 'unknown'}).`, { cause });
  }
}

import type { FastifyInstance } from 'fastify';
import { buildApp } from '../app/build-app.ts';
import { startHousekeeping } from '../app/housekeeping.ts';
import { SERVING_LIMITS } from '../db/connect.ts';
import { OperatorError } from '../operator-error.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, MAX_SEED, openFrom, text, wholeNumber } from './common-options.ts';
import { demoCodeWhereNeeded } from './demo-code.ts';
import { loadDemoAndTell } from './load-demo.ts';

const DEFAULT_PORT = 8480;
const DEFAULT_HOST = '127.0.0.1';
const MAX_PORT = 65_535;

export const serveCommand: Command = {
  summary: 'serve tills until stopped',
  options: {
    ...commonOptions,
    port: { type: 'string' },
    host: { type: 'string' },
    demo: { type: 'boolean' },
    'demo-seed': { type: 'string' },
  },
  help: [
    ...commonHelp,
    `--port N         port to listen on, 0 for any free one (default ${DEFAULT_PORT})`,
    `--host ADDRESS   address to listen on (default ${DEFAULT_HOST})`,
    '--demo           load the demo shop first, if it is not there; make a code while it has no till',
    '--demo-seed N    make its PINs and codes the same in every run (automated runs only)',
  ],
  async run(values) {
    const port = wholeNumber(values, 'port', MAX_PORT) ?? DEFAULT_PORT;
    const seed = wholeNumber(values, 'demo-seed', MAX_SEED) ?? null;
    const stopped = stopSignal();
    const opened = await openFrom(values, SERVING_LIMITS);
    try {
      if (values['demo'] === true) {
        await loadDemoAndTell(opened.hq, seed);
        await demoCodeWhereNeeded(opened.hq, seed);
      }
      const app = buildApp(opened.hq, process.stderr);
      console.log(`HQ listening on ${await listen(app, port, text(values, 'host') ?? DEFAULT_HOST)}`);
      const housekeeping = startHousekeeping(opened.hq.db, (err) =>
        app.log.warn({ err }, 'housekeeping failed'),
      );
      await stopped;
      await app.close();
      await housekeeping.stop();
    } finally {
      await opened.close();
    }
    console.log('HQ stopped');
  },
};

async function listen(app: FastifyInstance, port: number, host: string): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (cause) {
    await app.close();
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new OperatorError(`Port ${port} is taken. Choose another with --port.`);
    throw new OperatorError(`HQ cannot listen on ${host}:${port} (${code ?? 'unknown'}).`, { cause });
  }
}

/** The first signal lets HQ finish what it is doing; a second one ends it at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (): void => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGTERM', ask);
    process.on('SIGINT', ask);
  });
}

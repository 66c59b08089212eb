/** What `serve` takes, read and checked before anything is opened. */
import { isIP } from 'node:net';
import type { ParseArgsOptionsConfig } from 'node:util';
import { STOP_LIMIT_SECONDS } from '../app/stop-app.ts';
import { LOG_LEVELS, type LogLevel } from '../log/log-options.ts';
import { OperatorError } from '../operator-error.ts';
import type { Values } from './command.ts';
import { commonHelp, commonOptions, MAX_SEED, text, wholeNumber } from './common-options.ts';

const DEFAULT_PORT = 8480;
const LOOPBACK = '127.0.0.1';
const MAX_PORT = 65_535;
const MAX_STOP_SECONDS = 600;
const MAX_PROXIES = 20;
const PROXY_WORDS = new Set(['loopback', 'linklocal', 'uniquelocal']);

export const serveOptions = {
  ...commonOptions,
  port: { type: 'string' },
  host: { type: 'string' },
  'trust-proxy': { type: 'string' },
  'metrics-port': { type: 'string' },
  'metrics-host': { type: 'string' },
  'log-level': { type: 'string' },
  'stop-seconds': { type: 'string' },
  demo: { type: 'boolean' },
  'demo-seed': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const serveHelp = [
  ...commonHelp,
  `--port N         port to listen on, 0 for any free one (default ${DEFAULT_PORT})`,
  `--host ADDRESS   address to listen on (default ${LOOPBACK})`,
  '--trust-proxy A  addresses or networks of reverse proxies, with commas between them',
  '--metrics-port N serve metrics, health checks and the status page there (default: not at all)',
  `--metrics-host A address for them (default ${LOOPBACK}; they need no password)`,
  `--log-level L    ${LOG_LEVELS.join(', ')} (default info); the log goes to standard error`,
  `--stop-seconds N how long a stop waits for requests in hand (default ${STOP_LIMIT_SECONDS})`,
  '--demo           load the demo shop first, if it is not there; make a code while it has no till',
  '--demo-seed N    make its PINs and codes the same in every run (automated runs only)',
];

export type ServeOptions = {
  readonly listen: Address;
  readonly metrics: Address | null;
  readonly trustProxy: readonly string[] | null;
  readonly logLevel: LogLevel;
  readonly stopLimitMs: number;
  readonly demo: boolean;
  readonly seed: number | null;
};

/** `option` names the one to change when the port is taken. */
export type Address = { readonly host: string; readonly port: number; readonly option: string };

export function readServeOptions(values: Values): ServeOptions {
  const port = wholeNumber(values, 'port', MAX_PORT) ?? DEFAULT_PORT;
  const metricsPort = wholeNumber(values, 'metrics-port', MAX_PORT);
  return {
    listen: { host: text(values, 'host') ?? LOOPBACK, port, option: '--port' },
    metrics:
      metricsPort === undefined
        ? null
        : { host: text(values, 'metrics-host') ?? LOOPBACK, port: metricsPort, option: '--metrics-port' },
    trustProxy: readProxies(text(values, 'trust-proxy')),
    logLevel: readLevel(text(values, 'log-level')),
    stopLimitMs: (wholeNumber(values, 'stop-seconds', MAX_STOP_SECONDS) ?? STOP_LIMIT_SECONDS) * 1000,
    demo: values['demo'] === true,
    seed: wholeNumber(values, 'demo-seed', MAX_SEED) ?? null,
  };
}

function readLevel(given = 'info'): LogLevel {
  const level = LOG_LEVELS.find((each) => each === given);
  if (!level) throw new OperatorError(`--log-level takes ${LOG_LEVELS.join(', ')}, not "${given}".`);
  return level;
}

function readProxies(given: string | undefined): readonly string[] | null {
  if (given === undefined) return null;
  const proxies = given.split(',').map((each) => each.trim());
  const wrong = proxies.find((each) => !PROXY_WORDS.has(each) && isIP(each.replace(/\/\d{1,3}$/, '')) === 0);
  if (wrong !== undefined || proxies.length > MAX_PROXIES)
    throw new OperatorError(
      `--trust-proxy takes up to ${MAX_PROXIES} addresses or networks (10.0.0.5,10.1.0.0/16), not "${given}".`,
    );
  return proxies;
}

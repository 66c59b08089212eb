import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { typeParsers } from './int8.ts';
import type { Database } from './tables.ts';

export type Db = Kysely<Database>;

export const MAX_CONNECTIONS = 10;
/** For a free connection of the pool, or a new one. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * What keeps a database that hangs, or another process that holds a lock and does not go on, from holding up tills and
 * connections for ever. A till gives up after 15 seconds and sends again; what it waits for gives up before.
 */
export type ConnectionLimits = {
  /** The database breaks off a wait for a lock. */
  readonly lockWaitMs: number;
  /** The database breaks off a statement. */
  readonly statementMs: number;
  /** The database ends the session of a process that sits in its transaction: its locks are needed. */
  readonly idleInTransactionMs: number;
  /** A database that does not even break off in time gets its connection cut. */
  readonly silenceMs: number;
};

export const SERVING_LIMITS: ConnectionLimits = {
  lockWaitMs: 8_000,
  statementMs: 10_000,
  idleInTransactionMs: 5_000,
  silenceMs: 12_000,
};

/** How a pool's connections are used at this moment. */
export type Connections = {
  readonly inUse: number;
  readonly idle: number;
  readonly waiting: number;
  readonly max: number;
};

/** Connections are made when first used; `destroy()` closes them all. Without limits a statement may take hours. */
export const connect = (url: string, limits?: ConnectionLimits): Db => connectCounted(url, limits).db;

/** The same, with a count of its connections. */
export function connectCounted(
  url: string,
  limits?: ConnectionLimits,
): { readonly db: Db; readonly connections: () => Connections } {
  const pool = new Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: typeParsers,
    application_name: 'puncta-hq',
    ...(limits && sessionLimits(limits)),
  });
  // A connection that the server closed is replaced by the pool; it must not end the process, idle or in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    if (limits) cutOffSilence(client, limits.silenceMs);
  });
  const connections = (): Connections => ({
    inUse: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
    max: MAX_CONNECTIONS,
  });
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), connections };
}

const sessionLimits = (limits: ConnectionLimits): PoolConfig => ({
  lock_timeout: limits.lockWaitMs,
  statement_timeout: limits.statementMs,
  idle_in_transaction_session_timeout: limits.idleInTransactionMs,
});

/**
 * Ends the connection under a query that gets no answer. The driver's own `query_timeout` would hand it back to the pool
 * with the query, and perhaps its transaction, still in hand.
 */
function cutOffSilence(client: PoolClient, silenceMs: number): void {
  const query = client.query.bind(client) as (...args: readonly unknown[]) => unknown;
  const limited = (...args: readonly unknown[]): unknown => {
    const answer = query(...args);
    if (!(answer instanceof Promise)) return answer;
    const timer = setTimeout(() => void client.end(), silenceMs);
    return answer.finally(() => clearTimeout(timer));
  };
  client.query = limited as typeof client.query;
}

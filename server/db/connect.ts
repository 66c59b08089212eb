import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { typeParsers } from './int8.ts';
import type { Database } from './tables.ts';

export type Db = Kysely<Database>;

export const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 15_000;

/** Connections are made when first used; `destroy()` closes them all. */
export function connect(url: string): Db {
  const pool = new Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: typeParsers,
    application_name: 'puncta-hq',
  });
  // An idle connection that the server closed is replaced by the pool; it must not end the process.
  pool.on('error', () => undefined);
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

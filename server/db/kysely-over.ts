import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Client } from 'pg';
import type { Db } from './connect.ts';
import type { Database } from './tables.ts';

/** Kysely over one connection, which COPY uses too: both see the same transaction. Ending it stays with the caller. */
export function kyselyOver(client: Client): Db {
  const lease = Object.assign(client, { release: () => undefined });
  const pool = { connect: async () => lease, end: async () => undefined };
  // The shapes are the driver's own; the library asks for a pool of its cursor-capable clients.
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) });
}

import type { Client } from 'pg';
import { OperatorError } from '../operator-error.ts';
import type { Manifest } from './manifest.ts';
import { quoted, schemaTables } from './schema-tables.ts';

/**
 * Empty: no table of anybody's, or a schema of HQ without a row (its identity aside, which a start writes). A schema that
 * is further than the backup's cannot take its rows.
 */
export async function requireEmpty(client: Client, { migrations }: Manifest): Promise<void> {
  const tables = await schemaTables(client);
  if (tables.length === 0) return;
  for (const { name } of tables.filter((table) => table.name !== 'hq_identity')) {
    const { rows } = await client.query<{ any: boolean }>(
      `SELECT EXISTS (SELECT FROM ${quoted(name)}) AS any`,
    );
    if (rows[0]?.any === true)
      throw new OperatorError(
        `The database is not empty (there are rows in ${name}). A backup goes into an empty one only.`,
      );
  }
  await requireNotServed(client);
  const further = (await doneMigrations(client)).filter((name) => !migrations.includes(name));
  if (further.length > 0)
    throw new OperatorError(
      'The database holds a schema that is newer than the backup, or not HQ’s. Make a new database for the backup.',
    );
}

async function requireNotServed(client: Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'puncta-hq'`,
  );
  if ((rows[0]?.count ?? 0) > 0)
    throw new OperatorError('An HQ is serving this database. Stop it before a backup goes in.');
}

async function doneMigrations(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string | null }>(
    "SELECT to_regclass('kysely_migration') AS name",
  );
  if (typeof rows[0]?.name !== 'string') return ['somebody else’s'];
  const done = await client.query<{ name: string }>('SELECT name FROM kysely_migration');
  return done.rows.map(({ name }) => name);
}

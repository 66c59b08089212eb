/**
 * Forward-only: a migration that has been released is never edited, and there is no way down. A database made by a
 * newer release is refused by the migrator, because it holds migrations that this one does not know.
 */
import { sql, type Transaction } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { OperatorError } from '../operator-error.ts';
import type { Db } from './connect.ts';
import { up as spine } from './migrations/0001-spine.ts';
import { up as hqEpoch } from './migrations/0002-hq-epoch.ts';
import { up as severalProcesses } from './migrations/0003-several-processes.ts';
import { up as operation } from './migrations/0004-operation.ts';
import { up as memberFacts } from './migrations/0005-member-facts.ts';
import { up as leases } from './migrations/0006-leases.ts';
import type { Database } from './tables.ts';

const migrations: Readonly<Record<string, Migration>> = {
  '0001-spine': { up: spine },
  '0002-hq-epoch': { up: hqEpoch },
  '0003-several-processes': { up: severalProcesses },
  '0004-operation': { up: operation },
  '0005-member-facts': { up: memberFacts },
  '0006-leases': { up: leases },
};

const MIGRATE_LOCK = 7003;
/** A migration over many rows may take its time; a process that waits longer says so instead of hanging. */
const WAIT_MS = 10 * 60_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** Brings the schema up to date in one transaction and names what it did. Processes that start at once take turns. */
export const migrate = (db: Db): Promise<readonly string[]> =>
  db.connection().execute(async (holder) => {
    await takeMigrationTurn(holder);
    try {
      return await migrateToLatest(db);
    } finally {
      await sql`SELECT pg_advisory_unlock(${MIGRATE_LOCK})`.execute(holder);
    }
  });

/** Names in their order. */
export const knownMigrations: readonly string[] = Object.keys(migrations);

/** Inside the caller's transaction, up to the named migration or, without a name, to the latest. */
export async function migrateInside(trx: Transaction<Database>, upTo?: string): Promise<void> {
  const migrator = migratorOf(trx);
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) throw new Error('the schema could not be made', { cause: error });
}

/** `ahead`: a newer release has migrated this database. */
export async function migrationState(db: Db): Promise<'current' | 'behind' | 'ahead'> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db);
  const done = new Set(rows.map((row) => row.name));
  if ([...done].some((name) => !Object.hasOwn(migrations, name))) return 'ahead';
  return Object.keys(migrations).every((name) => done.has(name)) ? 'current' : 'behind';
}

/** Holds the lock for as long as the connection lives, or until it is given back. */
export async function takeMigrationTurn(holder: Db): Promise<void> {
  try {
    await sql`SELECT set_config('lock_timeout', ${String(WAIT_MS)}, false)`.execute(holder);
    await sql`SELECT pg_advisory_lock(${MIGRATE_LOCK})`.execute(holder);
    await sql`RESET lock_timeout`.execute(holder);
  } catch (cause) {
    if ((cause as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw cause;
    throw new OperatorError('Another HQ process has been bringing the database up to date for too long.', {
      cause,
    });
  }
}

async function migrateToLatest(db: Db): Promise<readonly string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest();
  if (error === undefined) return results?.map((each) => each.migrationName) ?? [];
  const at = results?.find((each) => each.status === 'Error')?.migrationName ?? 'its state';
  throw new OperatorError(`The database could not be brought up to date (${at}).`, { cause: error });
}

const migratorOf = (db: Db): Migrator =>
  new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });

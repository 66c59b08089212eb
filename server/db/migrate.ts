/**
 * Forward-only: a migration that has been released is never edited, and there is no way down. A database made by a
 * newer release is refused by the migrator, because it holds migrations that this one does not know.
 */
import { type Migration, Migrator } from 'kysely/migration';
import { OperatorError } from '../operator-error.ts';
import type { Db } from './connect.ts';
import { up as spine } from './migrations/0001-spine.ts';

const migrations: Readonly<Record<string, Migration>> = {
  '0001-spine': { up: spine },
};

/** Brings the schema up to date in one transaction; several processes may call it at once. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const at = results?.find((each) => each.status === 'Error')?.migrationName ?? 'its state';
  throw new OperatorError(`The database could not be brought up to date (${at}).`, { cause: error });
}

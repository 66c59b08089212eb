/** HQ acknowledges only what survives a power cut, so a database that does not sync its files is refused. */
import { sql } from 'kysely';
import { OperatorError } from '../operator-error.ts';
import type { Db } from './connect.ts';

const NEEDED = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;
export type NeededSetting = (typeof NEEDED)[number];

/** The first setting that is off as HQ's own sessions see it: for the server, this database or this user. */
export async function missingDurability(db: Db): Promise<NeededSetting | null> {
  const { rows } = await sql<{ name: NeededSetting }>`
    SELECT name FROM unnest(${[...NEEDED]}::text[]) WITH ORDINALITY AS needed (name, place)
    WHERE current_setting(name) = 'off' ORDER BY place LIMIT 1`.execute(db);
  return rows[0]?.name ?? null;
}

export async function requireDurable(db: Db): Promise<void> {
  const setting = await missingDurability(db);
  if (setting !== null)
    throw new OperatorError(
      `The database runs with ${setting} = off and may lose acknowledged entries in a power cut.\n` +
        `Switch it on: ALTER SYSTEM SET ${setting} = on; SELECT pg_reload_conf(); and look whether this database` +
        ' or user has a setting of its own (ALTER DATABASE … RESET, ALTER ROLE … RESET).\n' +
        'Where nothing matters, --dev-no-fsync lets HQ start all the same.',
    );
}

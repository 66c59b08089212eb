/** HQ acknowledges only what survives a power cut, so a database that does not sync its files is refused. */
import { sql } from 'kysely';
import { OperatorError } from '../operator-error.ts';
import type { Db } from './connect.ts';

const NEEDED = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

export async function requireDurable(db: Db): Promise<void> {
  for (const setting of NEEDED) {
    const { rows } = await sql<{ value: string }>`SELECT current_setting(${setting}) AS value`.execute(db);
    if (rows[0]?.value === 'off')
      throw new OperatorError(
        `The database runs with ${setting} = off and may lose acknowledged entries. Switch it on` +
          ' (or give --dev-no-fsync where nothing matters).',
      );
  }
}

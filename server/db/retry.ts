/** Transactions that lost a race are done again, from the start, a few times. */
import type { Transaction } from 'kysely';
import type { Db } from './connect.ts';
import type { Database } from './tables.ts';

const MAX_TRIES = 4;
/** Serialization failure, deadlock, and a unique row that another transaction wrote first. */
const LOST_RACE = new Set(['40001', '40P01', '23505']);

export async function inTransaction<T>(db: Db, work: (trx: Transaction<Database>) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (cause) {
      if (tries === MAX_TRIES || !LOST_RACE.has((cause as { code?: string }).code ?? '')) throw cause;
    }
  }
}

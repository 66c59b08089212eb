import { type Kysely, sql } from 'kysely';
import { ledger } from './0001-ledger.ts';
import { place } from './0001-place.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(place).execute(db);
  await sql.raw(ledger).execute(db);
}

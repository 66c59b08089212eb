/** How amounts and times are told: as the shop does, where all of its companies and stores do it alike. */
import { sql, type Transaction } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Database } from '../db/tables.ts';
import type { Units } from './hq-status.ts';

export const loadUnits = (db: Db): Promise<Units> => db.transaction().execute(lookAtUnits);

export async function lookAtUnits(trx: Transaction<Database>): Promise<Units> {
  const { rows: scales } = await sql<{ scale: 1 | 10 | 100 }>`
    SELECT DISTINCT (document::jsonb #>> '{point,scale}')::int AS scale FROM (
      SELECT DISTINCT ON (company_id) document FROM programme ORDER BY company_id, version DESC
    ) AS latest LIMIT 2`.execute(trx);
  const { rows: places } = await sql<{ code: string; exponent: 0 | 2 }>`
    SELECT DISTINCT currency_code AS code, currency_exponent AS exponent FROM store LIMIT 2`.execute(trx);
  const { rows: zones } = await sql<{ zone: string }>`
    SELECT time_zone AS zone FROM store GROUP BY time_zone ORDER BY count(*) DESC, time_zone LIMIT 1`.execute(
    trx,
  );
  return {
    pointsScale: scales.length === 1 ? (scales[0]?.scale ?? null) : null,
    currency: places.length === 1 ? (places[0] ?? null) : null,
    timeZone: zones[0]?.zone ?? 'UTC',
  };
}

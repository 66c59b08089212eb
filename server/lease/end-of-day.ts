/** When a business day is over at a store: the midnight after it, by the store's own clock. */
import { sql, type Transaction } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { businessDateOf } from '../../shared/kernel/business-date.ts';
import { addDays } from '../../shared/kernel/calendar.ts';
import type { StoreId } from '../../shared/kernel/ids.ts';
import { minuteOfDay } from '../../shared/kernel/time-of-day.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import type { Database } from '../db/tables.ts';
import { textArray } from '../db/text-array.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** No zone is further from UTC than that; where the clocks change, the second look is exact. */
const LOOKS = 3;

export function endOfDayMs(day: BusinessDate, timeZone: string): EpochMs {
  const next = addDays(day, 1);
  let atMs = epochMs(Date.parse(`${next}T00:00:00Z`));
  for (let look = 0; look < LOOKS; look += 1) {
    const local = businessDateOf(atMs, timeZone);
    const minutes = minuteOfDay(atMs, timeZone);
    const ahead = local < next ? minutes - DAY_MINUTES : minutes;
    if (ahead === 0) break;
    atMs = epochMs(atMs - ahead * MINUTE_MS);
  }
  return atMs;
}

export async function zonesOf(
  trx: Transaction<Database>,
  stores: readonly StoreId[],
): Promise<ReadonlyMap<StoreId, string>> {
  if (stores.length === 0) return new Map();
  const rows = await trx
    .selectFrom('store')
    .select(['id', 'time_zone'])
    .where(sql<boolean>`id = ANY(${textArray([...new Set(stores)])}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.time_zone]));
}

import { sql } from 'kysely';
import type { DeviceLogUpload } from '../../shared/protocol/health.ts';
import { insertMany } from '../db/insert-many.ts';
import type { Hq } from '../hq.ts';
import type { TillCaller } from '../posting/till-caller.ts';

/** Keeps a till's device log; rows sent again change nothing. Returns how many of the rows HQ now holds. */
export async function storeDeviceLog(
  { db }: Hq,
  { till }: TillCaller,
  { businessDate, rows }: DeviceLogUpload,
): Promise<number> {
  const kept = rows.map(({ id, kind, wallMs, data }) => ({
    till,
    id: printable(id),
    business_date: businessDate,
    kind: printable(kind),
    wall_ms: wallMs,
    data: JSON.stringify(data).replaceAll('\\u0000', ''),
  }));
  await db.transaction().execute((trx) =>
    insertMany(trx, {
      table: 'device_log',
      columns: COLUMNS,
      rows: kept,
      suffix: sql`ON CONFLICT DO NOTHING`,
    }),
  );
  return rows.length;
}

/** The database cannot keep the character 0. */
const printable = (text: string): string => text.replaceAll('\0', '');

const COLUMNS = {
  till: 'text',
  id: 'text',
  business_date: 'text',
  kind: 'text',
  wall_ms: 'bigint',
  data: 'jsonb',
} as const;

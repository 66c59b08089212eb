/** A company's business day: that of its westernmost store, so nothing ends while it is still its last day somewhere. */
import type { Transaction } from 'kysely';
import { type BusinessDate, businessDateOf } from '../../shared/kernel/business-date.ts';
import type { CompanyId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Database } from '../db/tables.ts';

const WITHOUT_STORES = 'UTC';

export async function companyToday(
  db: Pick<Transaction<Database>, 'selectFrom'>,
  company: CompanyId,
  nowMs: EpochMs,
): Promise<BusinessDate> {
  const rows = await db
    .selectFrom('store')
    .select('time_zone')
    .distinct()
    .where('company_id', '=', company)
    .execute();
  const zones = rows.length === 0 ? [WITHOUT_STORES] : rows.map((row) => row.time_zone);
  const [first, ...others] = zones.map((zone) => businessDateOf(nowMs, zone));
  return others.reduce((least, date) => (date < least ? date : least), first as BusinessDate);
}

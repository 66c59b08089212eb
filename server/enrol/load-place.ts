import type { Kysely } from 'kysely';
import type { Place } from '../../shared/catalog/place.ts';
import type { TillId } from '../../shared/kernel/ids.ts';
import { zPlace } from '../../shared/protocol/place-schema.ts';
import type { Database } from '../db/tables.ts';

/** Company, store and till as certificates and SYNC carry them. */
export async function loadPlace(db: Pick<Kysely<Database>, 'selectFrom'>, till: TillId): Promise<Place> {
  const row = await db
    .selectFrom('till')
    .innerJoin('store', 'store.id', 'till.store_id')
    .innerJoin('company', 'company.id', 'store.company_id')
    .selectAll('store')
    .select(['till.id as till_id', 'till.name as till_name'])
    .select(['company.name as company_name', 'company.tax_number'])
    .where('till.id', '=', till)
    .executeTakeFirstOrThrow();
  return zPlace.parse({
    company: { id: row.company_id, name: row.company_name, taxNumber: row.tax_number },
    store: {
      id: row.id,
      companyId: row.company_id,
      name: row.name,
      address: row.address,
      currency: { code: row.currency_code, exponent: row.currency_exponent },
      timeZone: row.time_zone,
      receiptLanguage: row.receipt_language,
      phoneCountryCode: row.phone_country_code,
      taxes: row.taxes,
      syncPolicy: row.sync_policy,
    },
    till: { id: row.till_id, name: row.till_name },
  });
}

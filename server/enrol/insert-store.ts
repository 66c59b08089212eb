import type { Transaction } from 'kysely';
import type { Store } from '../../shared/catalog/place.ts';
import type { Database } from '../db/tables.ts';

/** The counterpart of `loadPlace`; its company is there. A store that is there already stays as it is. */
export async function insertStore(trx: Transaction<Database>, store: Store): Promise<void> {
  await trx
    .insertInto('store')
    .values({
      id: store.id,
      company_id: store.companyId,
      name: store.name,
      address: store.address,
      currency_code: store.currency.code,
      currency_exponent: store.currency.exponent,
      time_zone: store.timeZone,
      receipt_language: store.receiptLanguage,
      phone_country_code: store.phoneCountryCode,
      taxes: JSON.stringify(store.taxes),
      sync_policy: JSON.stringify(store.syncPolicy),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** For which company a file is, and what its stores have in common: currency, taxes, the country of its phones. */
import type { Tax } from '../../shared/catalog/product.ts';
import type { Currency } from '../../shared/kernel/currency.ts';
import type { CompanyId } from '../../shared/kernel/ids.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';
import type { Db } from '../db/connect.ts';
import { OperatorError } from '../operator-error.ts';

export type ImportCompany = {
  readonly id: CompanyId;
  readonly name: string;
  readonly currency: Currency;
  readonly taxes: readonly Tax[];
  readonly phoneCountryCode: string | null;
  readonly programme: Programme | null;
};

export async function findCompany(db: Db, wanted: string | undefined): Promise<ImportCompany> {
  const { id, name } = await chooseCompany(db, wanted);
  const stores = await db
    .selectFrom('store')
    .select(['currency_code', 'currency_exponent', 'taxes', 'phone_country_code'])
    .where('company_id', '=', id)
    .orderBy('id')
    .execute();
  const [first] = stores;
  if (!first) throw new OperatorError(`${id} has no store yet, so its currency and its taxes are not known.`);
  if (stores.some((store) => store.currency_code !== first.currency_code))
    throw new OperatorError(
      `The stores of ${id} have several currencies; goods have one price in one of them.`,
    );
  const countries = new Set(stores.map((store) => store.phone_country_code));
  return {
    id,
    name,
    currency: { code: first.currency_code, exponent: first.currency_exponent },
    taxes: first.taxes.filter((tax) => stores.every((store) => store.taxes.some(({ id }) => id === tax.id))),
    phoneCountryCode: countries.size === 1 ? first.phone_country_code : null,
    programme: await latestProgramme(db, id),
  };
}

async function chooseCompany(
  db: Db,
  wanted: string | undefined,
): Promise<{ readonly id: CompanyId; readonly name: string }> {
  const companies = await db.selectFrom('company').select(['id', 'name']).orderBy('id').execute();
  const list = companies.map(({ id, name }) => `${id} (${name})`).join(', ');
  const [only, ...others] = wanted === undefined ? companies : companies.filter(({ id }) => id === wanted);
  if (companies.length === 0)
    throw new OperatorError(
      'There is no company in this HQ yet. `load-demo` makes the demo company; no command makes another one yet.',
    );
  if (!only) throw new OperatorError(`There is no company ${wanted}. There are: ${list}.`);
  if (others.length > 0)
    throw new OperatorError(`Say for which company with --company ID. There are: ${list}.`);
  return only;
}

async function latestProgramme(db: Db, company: CompanyId): Promise<Programme | null> {
  const row = await db
    .selectFrom('programme')
    .select('document')
    .where('company_id', '=', company)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? zProgramme.parse(JSON.parse(row.document)) : null;
}

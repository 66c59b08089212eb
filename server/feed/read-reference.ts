/** Pages of the feeds that are told as they lie in the database: goods, programmes, staff. */
import type { Transaction } from 'kysely';
import { zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';
import type { Database } from '../db/tables.ts';
import type { Page, PageQuery } from './page.ts';

type Trx = Transaction<Database>;

export async function readProducts(
  trx: Trx,
  { company, after, limit }: PageQuery,
): Promise<Page<'products'>> {
  const rows = await trx
    .selectFrom('product')
    .selectAll()
    .where('company_id', '=', company)
    .where('change_no', '>', after)
    .orderBy('change_no')
    .limit(limit)
    .execute();
  const documents = rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    categoryId: row.category_id,
    tags: [...row.tags],
    priceMinor: row.price_minor,
    taxId: row.tax_id,
    unit: row.unit,
    _deleted: row.deleted,
  }));
  return { documents, last: rows.at(-1)?.change_no ?? null };
}

export async function readProgrammes(
  trx: Trx,
  { company, after, limit }: PageQuery,
): Promise<Page<'programmes'>> {
  const rows = await trx
    .selectFrom('programme')
    .select(['version', 'document', 'change_no'])
    .where('company_id', '=', company)
    .where('change_no', '>', after)
    .orderBy('change_no')
    .limit(limit)
    .execute();
  // A document of another schema is of no use to a till of this version: it is passed over.
  const documents = rows.flatMap(({ version, document }) => {
    const programme = zProgramme.safeParse(JSON.parse(document)).data;
    return programme ? [{ id: `${programme.id}@${version}`, version, programme, _deleted: false }] : [];
  });
  return { documents, last: rows.at(-1)?.change_no ?? null };
}

/** Names and roles for the sign-in screen; PIN hashes go to main alone, by SYNC. */
export async function readStaff(trx: Trx, { store, after, limit }: PageQuery): Promise<Page<'staff'>> {
  const rows = await trx
    .selectFrom('cashier')
    .select(['id', 'name', 'role', 'language', 'active', 'change_no'])
    .where('store_id', '=', store)
    .where('change_no', '>', after)
    .orderBy('change_no')
    .limit(limit)
    .execute();
  const documents = rows.map(({ active, change_no: _position, ...cashier }) => ({
    ...cashier,
    _deleted: !active,
  }));
  return { documents, last: rows.at(-1)?.change_no ?? null };
}

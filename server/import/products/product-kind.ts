/** Goods: found by their code within the company, compared field by field, written in two statements. */
import { type Selectable, sql, type Transaction } from 'kysely';
import type { CategoryId, TaxId } from '../../../shared/kernel/ids.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../../../shared/kernel/uuid-v7.ts';
import { pooledRandomBytes } from '../../crypto/random-pool.ts';
import { columnArrays } from '../../db/insert-many.ts';
import type { ProductTable } from '../../db/place-tables.ts';
import type { Database } from '../../db/tables.ts';
import type { Hq } from '../../hq.ts';
import type { CellFault } from '../columns/field.ts';
import { productFields } from '../columns/product-fields.ts';
import type { ImportCompany } from '../company.ts';
import type { ImportKind, Outcome, Placed } from '../run/import-kind.ts';
import { lockRows } from '../run/settle-stage.ts';
import { showAmount } from '../values/decimal.ts';
import { listTaxes } from '../values/tax.ts';
import { productRemarks } from './product-remarks.ts';
import { checkProduct, type ProductRow } from './product-row.ts';

type Trx = Transaction<Database>;
type Stored = Omit<Selectable<ProductTable>, 'change_no'>;

export type ProductDefaults = {
  readonly company: ImportCompany;
  readonly nowMs: Hq['nowMs'];
  /** For goods that HQ does not know yet and the file says nothing about. */
  readonly taxId: TaxId | null;
  readonly categoryId: CategoryId;
  /** Goods that HQ does not know are refused. */
  readonly updateOnly: boolean;
};

export function productKind(defaults: ProductDefaults): ImportKind<ProductRow> {
  const { company, updateOnly } = defaults;
  const decimals = company.currency.exponent;
  return {
    fields: productFields({ update: updateOnly }),
    keyField: 'code',
    personal: false,
    stageTable: 'import_product',
    createStage,
    check: (row) => checkProduct(row, { taxes: company.taxes, decimals }),
    keyOf: ({ code }) => code,
    stage: (trx, rows) => stage(trx, rows, defaults),
    write,
    remarks: (trx) => productRemarks(trx, company.id),
    sample: (row) => sample(row, company),
  };
}

const COLUMNS = {
  n: 'bigint',
  is_new: 'boolean',
  id: 'text',
  company_id: 'text',
  code: 'text',
  name: 'text',
  category_id: 'text',
  tags: 'text',
  price_minor: 'bigint',
  tax_id: 'text',
  unit: 'text',
  deleted: 'boolean',
} as const;

async function createStage(trx: Trx): Promise<void> {
  await sql`CREATE TEMP TABLE import_product (n bigint NOT NULL, is_new boolean NOT NULL, id text NOT NULL,
    company_id text NOT NULL, code text NOT NULL, name text NOT NULL, category_id text NOT NULL, tags text NOT NULL,
    price_minor bigint NOT NULL, tax_id text NOT NULL, unit text NOT NULL, deleted boolean NOT NULL
  ) ON COMMIT DROP`.execute(trx);
}

async function stage(
  trx: Trx,
  rows: readonly Placed<ProductRow>[],
  defaults: ProductDefaults,
): Promise<readonly Outcome[]> {
  if (rows.length === 0) return [];
  const known = await loadKnown(
    trx,
    defaults.company,
    rows.map(({ row }) => row.code),
  );
  const staged: (Omit<Stored, 'tags'> & { n: number; is_new: boolean; tags: string })[] = [];
  const outcomes = rows.map(({ n, row }): Outcome => {
    const old = known.get(row.code);
    if (!old && row.deleted) return { action: 'same' };
    const faults = old ? [] : missing(row, defaults);
    if (faults.length > 0) return { faults };
    const merged = merge(row, old ?? blank(row.code, defaults));
    if (old && isSame(old, merged)) return { action: 'same' };
    staged.push({ ...merged, n, is_new: !old, tags: JSON.stringify(merged.tags) });
    return { action: old ? 'changed' : 'added' };
  });
  if (staged.length > 0)
    await sql`INSERT INTO import_product SELECT * FROM unnest(${columnArrays(COLUMNS, staged)})`.execute(trx);
  return outcomes;
}

async function loadKnown(
  trx: Trx,
  { id }: ImportCompany,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const rows = await trx
    .selectFrom('product')
    .select([
      'id',
      'company_id',
      'code',
      'name',
      'category_id',
      'tags',
      'price_minor',
      'tax_id',
      'unit',
      'deleted',
    ])
    .where('company_id', '=', id)
    .where(sql<boolean>`code = ANY(${codes})`)
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

function missing(row: ProductRow, { company, taxId, updateOnly }: ProductDefaults): readonly CellFault[] {
  if (updateOnly) return [{ field: 'code', reason: 'is not among the goods that HQ has' }];
  const faults: CellFault[] = [];
  if (row.name === undefined) faults.push({ field: 'name', reason: 'is empty; new goods need a name' });
  if (row.priceMinor === undefined)
    faults.push({ field: 'price', reason: 'is empty; new goods need a price' });
  if (row.taxId === undefined && taxId === null)
    faults.push({ field: 'tax', reason: `is empty; give --tax for such goods: ${listTaxes(company.taxes)}` });
  return faults;
}

const blank = (code: string, { company, nowMs, taxId, categoryId }: ProductDefaults): Stored => ({
  id: uuidV7(nowMs(), pooledRandomBytes(UUID_RANDOM_BYTES)) as Stored['id'],
  company_id: company.id,
  code,
  name: '',
  category_id: categoryId,
  tags: [],
  price_minor: 0 as Stored['price_minor'],
  tax_id: taxId as TaxId,
  unit: 'piece',
  deleted: false,
});

const merge = (row: ProductRow, old: Stored): Stored => ({
  ...old,
  name: row.name ?? old.name,
  category_id: row.categoryId ?? old.category_id,
  tags: row.tags ?? old.tags,
  price_minor: (row.priceMinor ?? old.price_minor) as Stored['price_minor'],
  tax_id: row.taxId ?? old.tax_id,
  unit: row.unit ?? old.unit,
  deleted: row.deleted,
});

const isSame = (one: Stored, other: Stored): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Rows first, ascending by id, as everywhere; then the feed's lock, which the table's trigger takes. */
async function write(trx: Trx): Promise<void> {
  await lockRows(
    trx,
    sql`SELECT p.id FROM product p JOIN import_product s ON s.id = p.id AND NOT s.is_new
    ORDER BY p.id FOR UPDATE OF p`,
  );
  await sql`UPDATE product p SET name = s.name, category_id = s.category_id, price_minor = s.price_minor,
      tags = ARRAY(SELECT jsonb_array_elements_text(s.tags::jsonb)), tax_id = s.tax_id, unit = s.unit, deleted = s.deleted
    FROM import_product s WHERE p.id = s.id AND NOT s.is_new`.execute(trx);
  await sql`INSERT INTO product (id, company_id, code, name, category_id, tags, price_minor, tax_id, unit, deleted)
    SELECT id, company_id, code, name, category_id, ARRAY(SELECT jsonb_array_elements_text(tags::jsonb)),
      price_minor, tax_id, unit, deleted
    FROM import_product WHERE is_new`.execute(trx);
}

function sample(
  { code, name, priceMinor, unit, categoryId, taxId }: ProductRow,
  { currency }: ImportCompany,
): string {
  const price =
    priceMinor === undefined ? null : `${showAmount(priceMinor, currency.exponent)} ${currency.code}`;
  const parts = [code, name, price, unit && `per ${unit}`, categoryId, taxId && `tax ${taxId}`];
  return parts.filter(Boolean).join(' · ');
}

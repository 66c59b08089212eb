/** Reads what posting a batch compares entries with, beside the ledger itself. */
import { sql, type Transaction } from 'kysely';
import type { CompanyId, EntryId, ProductId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { Database } from '../db/tables.ts';
import { textArray } from '../db/text-array.ts';
import type { JudgedEntry } from './sort-entries.ts';

type Trx = Transaction<Database>;

export async function loadPrices(
  trx: Trx,
  company: CompanyId,
  entries: readonly JudgedEntry[],
): Promise<ReadonlyMap<ProductId, Minor>> {
  const products = new Set(entries.flatMap(({ seen }) => seen?.lines.map((line) => line.productId) ?? []));
  if (products.size === 0) return new Map();
  const rows = await trx
    .selectFrom('product')
    .select(['id', 'price_minor'])
    .where('company_id', '=', company)
    .where('deleted', '=', false)
    .where(sql<boolean>`id = ANY(${textArray([...products])}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.price_minor]));
}

/** Of the sales whose goods came back, those that HQ has posted. */
export async function loadReturnedSales(
  trx: Trx,
  entries: readonly JudgedEntry[],
): Promise<ReadonlySet<EntryId>> {
  const sales = new Set(entries.flatMap(({ returned }) => returned ?? []));
  if (sales.size === 0) return new Set();
  const rows = await trx
    .selectFrom('hq_log')
    .select('ref')
    .where('kind', 'in', ['ENTRY', 'OPENING'])
    .where(sql<boolean>`ref = ANY(${textArray([...sales])}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.ref as EntryId));
}

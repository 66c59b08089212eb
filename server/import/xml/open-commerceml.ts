/**
 * Goods joined with their offers, one row for each code: a till knows goods by one code, so an article with several
 * barcodes becomes several goods of one name and price, and each of its variants (`#` in an offer's id) too.
 */
import { basename } from 'node:path';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/tables.ts';
import type { CellFault, FieldRow } from '../columns/field.ts';
import { unreadable } from '../columns/field-rows.ts';
import { BATCH_ROWS } from '../limits.ts';
import type { OpenedRows } from '../run/run-import.ts';
import type { ByteMeter } from '../source/byte-meter.ts';
import { type CmlSource, stageCommerceMl } from './stage-commerceml.ts';

type Trx = Transaction<Database>;

type Joined = {
  readonly goods_line: number | null;
  readonly offer_line: number | null;
  readonly trait_id: string;
  readonly name: string;
  readonly own_name: string;
  readonly codes: string;
  readonly goods_codes: string;
  readonly article: string;
  readonly unit: string;
  readonly tax: string;
  readonly group_id: string;
  readonly traits: string;
  readonly price: string;
  readonly currency: string;
  readonly factor: string;
  /** Different prices that the files give to this one. */
  readonly price_count: number;
  readonly deleted: boolean;
};

export async function openCommerceMl(
  trx: Trx,
  source: CmlSource & { readonly currencyCode: string; readonly meter: ByteMeter },
): Promise<OpenedRows> {
  const groups = await stageCommerceMl(trx, source, source.meter);
  const several = source.files.length > 1 ? ` (${basename(source.files[1] ?? '')})` : '';
  const names: Readonly<Record<string, string>> = {
    code: 'Штрихкод',
    name: 'Наименование',
    price: `ЦенаЗаЕдиницу${several}`,
    category: 'Группы',
    unit: 'БазоваяЕдиница',
    tax: 'СтавкаНалога',
  };
  return {
    rows: joinedRows(trx, (row) => toFieldRows(row, { groups, currencyCode: source.currencyCode })),
    columnName: (field) => names[field] ?? field,
  };
}

async function* joinedRows(
  trx: Trx,
  convert: (row: Joined) => readonly FieldRow[],
): AsyncGenerator<readonly FieldRow[]> {
  await sql`DECLARE import_cml_rows NO SCROLL CURSOR FOR
    WITH goods AS (
      SELECT * FROM import_cml WHERE kind = 'goods'
    ), offer AS (
      SELECT goods_id, trait_id, min(line) AS line, max(name) AS name, max(article) AS article, max(codes) AS codes,
        max(unit) AS unit, max(tax) AS tax, max(traits) AS traits, max(price) AS price, max(currency) AS currency,
        max(factor) AS factor, count(DISTINCT nullif(price, '')) AS price_count, bool_or(deleted) AS deleted
      FROM import_cml WHERE kind = 'offer' GROUP BY goods_id, trait_id
    )
    SELECT goods.line AS goods_line, offer.line AS offer_line, coalesce(offer.trait_id, '') AS trait_id,
      coalesce(goods.name, '') AS name, coalesce(offer.name, '') AS own_name,
      coalesce(offer.codes, '[]') AS codes, coalesce(goods.codes, '[]') AS goods_codes,
      coalesce(nullif(offer.article, ''), goods.article, '') AS article,
      coalesce(nullif(goods.unit, ''), offer.unit, '') AS unit, coalesce(nullif(goods.tax, ''), offer.tax, '') AS tax,
      coalesce(goods.group_id, '') AS group_id, coalesce(offer.traits, '') AS traits,
      coalesce(offer.price, goods.price) AS price, coalesce(offer.currency, goods.currency) AS currency,
      coalesce(offer.factor, goods.factor) AS factor,
      coalesce(offer.price_count, 0) AS price_count,
      coalesce(goods.deleted, false) OR coalesce(offer.deleted, false) AS deleted
    FROM goods FULL JOIN offer ON offer.goods_id = goods.goods_id
    ORDER BY goods.line NULLS LAST, offer.line`.execute(trx);
  for (;;) {
    const { rows } = await sql<Joined>`FETCH ${sql.raw(String(BATCH_ROWS))} FROM import_cml_rows`.execute(
      trx,
    );
    if (rows.length === 0) break;
    yield rows.flatMap(convert);
  }
  await sql`CLOSE import_cml_rows`.execute(trx);
}

type Meaning = { readonly groups: ReadonlyMap<string, string>; readonly currencyCode: string };

function toFieldRows(row: Joined, { groups, currencyCode }: Meaning): readonly FieldRow[] {
  const line = row.goods_line ?? row.offer_line ?? 0;
  const cells = {
    name: fullName(row),
    price: row.price,
    category: groups.get(row.group_id) ?? '',
    unit: row.unit,
    tax: row.tax,
    deleted: String(row.deleted),
  };
  const faults: readonly CellFault[] = [
    ...Object.entries(cells).flatMap(([field, value]) => {
      const reason = unreadable(value);
      return reason === null ? [] : [{ field, reason }];
    }),
    ...priceFaults(row, currencyCode),
  ];
  const lines = row.offer_line === null ? {} : { lines: { price: row.offer_line } };
  return codesOf(row).map((code) => ({ line, ...lines, cells: { ...cells, code }, faults }));
}

/** A variant's own barcodes; goods without variants also have those of the goods, and at last the article number. */
function codesOf({ codes, goods_codes, trait_id, article }: Joined): readonly string[] {
  const own: readonly string[] = JSON.parse(codes);
  const shared: readonly string[] = trait_id === '' ? JSON.parse(goods_codes) : [];
  const found = [...new Set([...own, ...shared])];
  return found.length > 0 ? found : [article];
}

function fullName({ name, own_name, traits }: Joined): string {
  const base = own_name || name;
  return traits !== '' && (own_name === '' || own_name === name) ? `${base} (${traits})` : base;
}

function priceFaults(
  { currency, factor, price, price_count }: Joined,
  currencyCode: string,
): readonly CellFault[] {
  if (price === '') return [];
  if (price_count > 1) return [{ field: 'price', reason: 'is given several times, and differently' }];
  const code = /^(руб|rur$)/i.test(currency) ? 'RUB' : currency.toUpperCase();
  if (/^[A-Z]{3}$/.test(code) && code !== 'LEI' && code !== currencyCode)
    return [{ field: 'price', reason: `is in ${code}; prices of this company are in ${currencyCode}` }];
  return factor === '' || Number(factor.replace(',', '.')) === 1
    ? []
    : [{ field: 'price', reason: `is for ${factor} units, not for one` }];
}

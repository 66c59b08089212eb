/** What the shop sells, from a JSON list of goods or from a table with a head line. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { KnownGoods, KnownProduct } from '../../shared/loyalty/check/known-goods.ts';
import { InputError } from '../input-error.ts';
import { readShaped, readText } from './read-json.ts';

const MAX_PRODUCTS = 1_000_000;
const zName = z.string().min(1).max(64);

const zCatalog = z.strictObject({
  goods: z.array(z.object({ id: zName, category: zName, tags: z.array(zName).optional() })).max(MAX_PRODUCTS),
});

const PRODUCT_COLUMNS = ['id', 'product', 'ean13', 'code'];

export function readCatalog(path: string): KnownGoods {
  if (!path.endsWith('.csv')) {
    const { goods } = readShaped(path, zCatalog);
    return {
      goods: goods.map(({ id, category, tags = [] }) => ({ productId: id, categoryId: category, tags })),
    };
  }
  return { goods: readTable(path).map((row) => productOf(row, path)) };
}

type Row = Readonly<Record<string, string>>;

function readTable(path: string): readonly Row[] {
  try {
    return parse(readText(path), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_quotes: true,
    });
  } catch (fault) {
    if (fault instanceof InputError) throw fault;
    throw new InputError('wrong-table', `${path} is no table: ${(fault as Error).message}`);
  }
}

function productOf(row: Row, path: string): KnownProduct {
  const column = PRODUCT_COLUMNS.find((name) => row[name] !== undefined);
  const category = row['category'];
  if (column === undefined || category === undefined)
    throw new InputError(
      'wrong-table',
      `${path} needs a column “category” and one of ${PRODUCT_COLUMNS.join(', ')}.`,
    );
  const tags = (row['tags'] ?? '').split(/[;|]/).filter((tag) => tag !== '');
  return { productId: row[column] ?? '', categoryId: category, tags };
}

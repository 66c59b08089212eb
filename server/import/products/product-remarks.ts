/** What a shopkeeper should know of goods that were taken: codes no scanner reads, prices of 0, new categories. */
import { sql, type Transaction } from 'kysely';
import type { CompanyId } from '../../../shared/kernel/ids.ts';
import type { Database } from '../../db/tables.ts';
import { MAX_NEW_CATEGORIES_SHOWN } from '../limits.ts';
import { isScannedAs } from '../values/code.ts';

type Trx = Transaction<Database>;
const EXAMPLES = 3;
const PAGE = 10_000;

export async function productRemarks(trx: Trx, company: CompanyId): Promise<readonly string[]> {
  return [...(await unreadableCodes(trx)), ...(await free(trx)), ...(await newCategories(trx, company))];
}

async function unreadableCodes(trx: Trx): Promise<readonly string[]> {
  const found: string[] = [];
  let [after, count] = [0, 0];
  for (;;) {
    const { rows } = await sql<{ n: number; code: string }>`
      SELECT n, code FROM import_product WHERE n > ${after} ORDER BY n LIMIT ${PAGE}`.execute(trx);
    for (const { code } of rows) {
      if (isScannedAs('product', code)) continue;
      count += 1;
      if (found.length < EXAMPLES) found.push(code);
    }
    after = rows.at(-1)?.n ?? 0;
    if (rows.length < PAGE) break;
  }
  return count === 0 ? [] : [`codes that no till can scan or type: ${count}, such as ${found.join(', ')}`];
}

async function free(trx: Trx): Promise<readonly string[]> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM import_product WHERE price_minor = 0 AND NOT deleted`.execute(trx);
  const count = rows[0]?.count ?? 0;
  return count === 0 ? [] : [`goods with a price of 0: ${count}`];
}

async function newCategories(trx: Trx, company: CompanyId): Promise<readonly string[]> {
  const { rows } = await sql<{ category_id: string; count: number }>`
    SELECT category_id, count(*) AS count FROM import_product s
    WHERE NOT EXISTS (SELECT FROM product p WHERE p.company_id = ${company} AND p.category_id = s.category_id)
    GROUP BY category_id ORDER BY count(*) DESC, category_id`.execute(trx);
  if (rows.length === 0) return [];
  const shown = rows
    .slice(0, MAX_NEW_CATEGORIES_SHOWN)
    .map(({ category_id, count }) => `${category_id} (${count})`);
  const more = rows.length > shown.length ? ` and ${rows.length - shown.length} more` : '';
  return [`new categories, which no rule of the programme names yet: ${shown.join(', ')}${more}`];
}

/** One row of goods as a file says it; what it leaves out stays as HQ has it. */
import type { SaleUnit, Tax } from '../../../shared/catalog/product.ts';
import type { CategoryId, TaxId } from '../../../shared/kernel/ids.ts';
import { MAX_TAGS, MAX_UNIT_PRICE_MINOR } from '../../../shared/kernel/limits.ts';
import type { FieldRow } from '../columns/field.ts';
import type { Checked } from '../run/import-kind.ts';
import { readCategory } from '../values/category-id.ts';
import { cellReader } from '../values/cell-reader.ts';
import { readCode } from '../values/code.ts';
import { readAmount } from '../values/decimal.ts';
import { readTax } from '../values/tax.ts';
import { readName, tidyText } from '../values/text.ts';
import { readUnit } from '../values/unit.ts';
import { refused, taken, type Verdict } from '../values/verdict.ts';

export type ProductRow = {
  readonly code: string;
  readonly name?: string;
  readonly priceMinor?: number;
  readonly categoryId?: CategoryId;
  readonly unit?: SaleUnit;
  readonly taxId?: TaxId;
  readonly tags?: readonly string[];
  readonly deleted: boolean;
};

const MAX_TAG_CHARS = 40;

export function checkProduct(
  { cells }: FieldRow,
  { taxes, decimals }: { readonly taxes: readonly Tax[]; readonly decimals: number },
): Checked<ProductRow> {
  const { read, faults } = cellReader(cells);
  const code = readCode(cells['code'] ?? '');
  if (!code.ok) faults.push({ field: 'code', reason: code.reason });
  const row = {
    name: read('name', readName),
    priceMinor: read('price', (text) => readAmount(text, { decimals, max: MAX_UNIT_PRICE_MINOR })),
    categoryId: read('category', readCategory),
    unit: read('unit', readUnit),
    taxId: read('tax', (text) => readTax(text, taxes)),
    tags: read('tags', readTags),
  };
  if (faults.length > 0 || !code.ok) return { ok: false, faults };
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  return { ok: true, row: { code: code.value, ...said, deleted: cells['deleted'] === 'true' } };
}

function readTags(text: string): Verdict<readonly string[]> {
  const tags = text.split(/[,;|]/).map((tag) => tidyText(tag).toLowerCase());
  const unique = [...new Set(tags.filter((tag) => tag !== ''))];
  if (unique.length > MAX_TAGS) return refused(`has more than ${MAX_TAGS} tags`);
  return unique.some((tag) => tag.length > MAX_TAG_CHARS)
    ? refused(`has a tag of more than ${MAX_TAG_CHARS} characters`)
    : taken(unique);
}

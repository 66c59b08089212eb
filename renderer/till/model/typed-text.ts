/** What a cashier types: codes with a count before them, quantities, amounts. Comma and point both start decimals. */
import type { SaleUnit } from '../../../shared/catalog/product.ts';
import type { Currency } from '../../../shared/kernel/currency.ts';
import { type Failure, failure } from '../../../shared/kernel/failure.ts';
import { MAX_QUANTITY_MILLI, MAX_TENDER_MINOR } from '../../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Milli, type Minor, milli, minor, type Points, points } from '../../../shared/kernel/units.ts';

export const MAX_TYPED_CHARS = 64;
/** The sign between a count and a code: 3×4840000000016. */
export const TIMES = '×';

const COUNTED = /^(\d{1,4}(?:[.,]\d{1,3})?)×(.*)$/;
const DECIMAL = /^(\d{1,9})(?:[.,](\d{0,3}))?$/;

export type CountedCode = { readonly quantityMilli: Milli | null; readonly code: string };

/** "3×484…" is three of that code; a text without a count stands for one. */
export function readCounted(text: string): Result<CountedCode> {
  const match = COUNTED.exec(text);
  if (!match) return ok({ quantityMilli: null, code: text });
  const quantity = readQuantity(match[1] ?? '', 'kilogram');
  return quantity.ok ? ok({ quantityMilli: quantity.value, code: match[2] ?? '' }) : quantity;
}

export function readQuantity(text: string, unit: SaleUnit): Result<Milli> {
  const value = thousandths(text, 3);
  const fits =
    value !== null && value > 0 && value <= MAX_QUANTITY_MILLI && (unit === 'kilogram' || value % 1000 === 0);
  return fits ? ok(milli(value)) : fail(quantityFailure());
}

/** "12,5" is 12.50 in a currency with two decimals; more decimals than the currency has are refused. */
export function readAmount(text: string, { exponent }: Currency): Result<Minor> {
  const value = thousandths(text, exponent);
  return value !== null && value <= MAX_TENDER_MINOR ? ok(minor(value)) : fail(failure('PAY-LIMIT'));
}

/** "120" is 120 whole points; fractions as fine as the programme counts them. */
export function readPoints(text: string, scale: 1 | 10 | 100): Result<Points> {
  const value = thousandths(text, scale === 1 ? 0 : scale === 10 ? 1 : 2);
  return value !== null && Number.isSafeInteger(value) ? ok(points(value)) : fail(failure('PAY-LIMIT'));
}

function thousandths(text: string, digits: number): number | null {
  const match = DECIMAL.exec(text);
  const decimals = match?.[2] ?? '';
  if (!match || decimals.length > digits) return null;
  return Number(`${match[1]}${decimals.padEnd(digits, '0')}`);
}

const quantityFailure = (): Failure => failure('BASKET-QUANTITY', { max: MAX_QUANTITY_MILLI / 1000 });

/**
 * RPL-2: every line of the file is sold, or refused for exactly one of these reasons. Where several hold, the first one
 * of the list counts.
 */
import { MAX_LINES, MAX_QUANTITY_MILLI, MAX_UNIT_PRICE_MINOR } from '../shared/kernel/limits.ts';
import { ONE_UNIT_MILLI } from '../shared/kernel/units.ts';
import { isBookkeeping } from './shop/goods.ts';
import type { ReceiptLine } from './source/receipt-line.ts';

export const REASONS = {
  unreadable: 'a field is missing or malformed',
  late: 'stands too late in the file for its invoice or its time',
  return: 'a return: the till does not take goods back yet',
  adjustment: 'an invoice that corrects the books',
  noGoods: 'a fee, a discount or another entry of the books, no goods',
  negativeQuantity: 'no quantity, or a negative one outside a return',
  finePrice: 'a price finer than a penny',
  zeroPrice: 'no price',
  negativePrice: 'a negative price',
  highPrice: `a price above ${MAX_UNIT_PRICE_MINOR / 100}.00`,
  otherCustomer: 'another customer than the rest of its invoice',
  quantityLimit: `more than ${MAX_QUANTITY_MILLI / ONE_UNIT_MILLI} pieces of one thing`,
  basketLimit: `beyond the ${MAX_LINES} lines of a basket`,
} as const satisfies Record<string, string>;

export type Reason = keyof typeof REASONS;

/** Why a line cannot be sold whatever else is in its basket; null when it can. */
export function refusalOf({ invoice, code, quantity, price }: ReceiptLine): Reason | null {
  if (invoice.startsWith('C')) return 'return';
  if (!/^\d/.test(invoice)) return 'adjustment';
  if (isBookkeeping(code)) return 'noGoods';
  if (quantity <= 0) return 'negativeQuantity';
  if (price.tooFine) return 'finePrice';
  if (price.minor === 0) return 'zeroPrice';
  if (price.minor < 0) return 'negativePrice';
  return price.minor > MAX_UNIT_PRICE_MINOR ? 'highPrice' : null;
}

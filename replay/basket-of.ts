/** RPL-2, RPL-5: an invoice becomes a basket through the same commands that a cashier's scans give. */
import { createHash } from 'node:crypto';
import { applyToBasket, type Basket, emptyBasket } from '../shared/basket/basket.ts';
import { assert } from '../shared/kernel/assert.ts';
import { asId, type EntryId } from '../shared/kernel/ids.ts';
import { type EpochMs, milli, ONE_UNIT_MILLI } from '../shared/kernel/units.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../shared/kernel/uuid-v7.ts';
import { type Reason, refusalOf } from './refusal.ts';
import { type Goods, productOf, stockCode } from './shop/goods.ts';
import type { Invoice } from './source/group-invoices.ts';
import type { ReceiptLine } from './source/receipt-line.ts';

export type RefusedLine = {
  readonly line: Pick<ReceiptLine, 'lineNo' | 'fields'>;
  readonly reason: Reason;
};

export type MadeBasket = {
  readonly basket: Basket;
  /** Empty for a guest. */
  readonly customer: string;
  readonly sold: readonly ReceiptLine[];
  readonly refused: readonly RefusedLine[];
};

export function basketOf({ number, atMs, lines }: Invoice, goods: ReadonlyMap<string, Goods>): MadeBasket {
  const customer = lines[0]?.customer ?? '';
  const sold: ReceiptLine[] = [];
  const refused: RefusedLine[] = [];
  let basket = emptyBasket(basketId(number, atMs));
  for (const line of lines) {
    const added =
      refusalOf(line) ?? (line.customer === customer ? addLine(basket, line, goods) : 'otherCustomer');
    if (typeof added === 'string') refused.push({ line, reason: added });
    else {
      basket = added;
      sold.push(line);
    }
  }
  return { basket, customer, sold, refused };
}

/** JRN-3: the same invoice is the same basket in every replay, so one that is taken up again sells nothing twice. */
export function basketId(invoice: string, atMs: EpochMs): EntryId {
  const digest = createHash('sha256').update(`replay invoice ${invoice}`).digest();
  return asId(uuidV7(atMs, digest.subarray(0, UUID_RANDOM_BYTES)));
}

function addLine(basket: Basket, line: ReceiptLine, goods: ReadonlyMap<string, Goods>): Basket | Reason {
  const known = goods.get(stockCode(line.code));
  assert(known, 'the survey has seen every line that is sold');
  const product = productOf({ ...known, priceMinor: line.price.minor });
  const quantity = line.quantity * ONE_UNIT_MILLI;
  if (!Number.isSafeInteger(quantity)) return 'quantityLimit';
  const added = applyToBasket(basket, { kind: 'add', product, quantityMilli: milli(quantity) });
  if (added.ok) return added.value;
  return added.failure.code === 'BASKET-LIMIT' ? 'basketLimit' : 'quantityLimit';
}

/** Goods, baskets and members with readable defaults. */
import { applyToBasket, type Basket, type BasketLine, emptyBasket } from '../../../shared/basket/basket.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  asId,
  type CategoryId,
  type EntryId,
  type MemberId,
  type ProductId,
  type TaxId,
  type TierId,
} from '../../../shared/kernel/ids.ts';
import { bps, epochMs, milli, minor } from '../../../shared/kernel/units.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';

export const BASKET_ID = asId<EntryId>('019ab000-0000-7000-8000-000000000001');

export const product = (changes: Partial<Record<keyof Product, unknown>> = {}): Product =>
  ({
    id: asId<ProductId>('p-bread'),
    code: '4840000000016',
    name: 'Pâine albă',
    categoryId: asId<CategoryId>('bakery'),
    tags: [],
    priceMinor: minor(1_000),
    taxId: asId<TaxId>('A'),
    unit: 'piece',
    ...changes,
  }) as Product;

export function basketOf(...goods: readonly { product: Product; pieces?: number }[]): Basket {
  return goods.reduce<Basket>((basket, { product: each, pieces = 1 }) => {
    const added = applyToBasket(basket, { kind: 'add', product: each, quantityMilli: milli(pieces * 1000) });
    if (!added.ok) throw new Error(added.failure.code);
    return added.value;
  }, emptyBasket(BASKET_ID));
}

export const memberRow = (changes: Partial<Record<keyof MemberRow, unknown>> = {}): MemberRow =>
  ({
    id: asId<MemberId>('m-1'),
    cardNumber: '2900000000018',
    label: 'A. P. •• 4521',
    tierId: asId<TierId>('bronze'),
    counters: { spendMinor: minor(0), visits: 0 },
    balances: [{ asset: 'points', available: 100, pending: 0, leased: 0, inReview: 0, expiring: [] }],
    asOf: 10,
    asOfMs: epochMs(1_790_000_000_000),
    ...changes,
  }) as MemberRow;

export const TAX_A = {
  id: asId<TaxId>('A'),
  letter: 'A',
  rateBps: bps(2000),
  mode: 'included',
} as const;

export const seen = (lines: readonly BasketLine[], changes: Partial<Seen> = {}): Seen => ({
  lines,
  member: memberRow(),
  taxes: [TAX_A],
  clock: { wallMs: epochMs(1_790_000_000_000), businessDate: asBusinessDate('2026-11-22') },
  ...changes,
});

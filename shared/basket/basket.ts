/**
 * The open basket: what the cashier has scanned so far. Its lines carry the price as it was when scanned, so that a
 * price change in the middle of a sale alters nothing already shown to the customer.
 */
import type { Product, SaleUnit } from '../catalog/product.ts';
import { failure } from '../kernel/failure.ts';
import type { CategoryId, EntryId, MemberId, PartnerId, ProductId, RuleId, TaxId } from '../kernel/ids.ts';
import { MAX_LINES, MAX_QUANTITY_MILLI } from '../kernel/limits.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { mulDivHalfUp } from '../kernel/rounding.ts';
import { type Milli, type Minor, milli, minor, ONE_UNIT_MILLI, sumMinor } from '../kernel/units.ts';

export type BasketLine = {
  /** 1, 2, 3 … in the order of scanning; never used again after a removal. */
  readonly n: number;
  readonly productId: ProductId;
  readonly code: string;
  readonly name: string;
  readonly categoryId: CategoryId;
  readonly tags: readonly string[];
  readonly taxId: TaxId;
  readonly unit: SaleUnit;
  readonly unitPriceMinor: Minor;
  readonly quantityMilli: Milli;
  /** Per unit, on top of the price: a packaging deposit or a fixed duty. Never discounted, never earns. */
  readonly depositMinor?: Minor;
  /** No discount may bring a unit below this (a legal lowest price). */
  readonly floorMinor?: Minor;
  /** The shelf price is already reduced. */
  readonly reduced?: true;
  /** A gift card sold or topped up: it is money changing its form, so it is never discounted and never earns. */
  readonly giftCardId?: string;
  /** Whose goods these are, in a shop that sells for a coalition. */
  readonly partnerId?: PartnerId;
  /** An extra line added as the free goods of a rule. */
  readonly giftOf?: RuleId;
};

export type Basket = {
  readonly id: EntryId;
  readonly lines: readonly BasketLine[];
  readonly nextN: number;
  readonly memberId: MemberId | null;
};

export type BasketCommand =
  | { readonly kind: 'add'; readonly product: Product; readonly quantityMilli?: Milli }
  | { readonly kind: 'setQuantity'; readonly n: number; readonly quantityMilli: Milli }
  | { readonly kind: 'remove'; readonly n: number }
  | { readonly kind: 'attachMember'; readonly memberId: MemberId }
  | { readonly kind: 'detachMember' };

export const emptyBasket = (id: EntryId): Basket => ({ id, lines: [], nextN: 1, memberId: null });

export function applyToBasket(basket: Basket, command: BasketCommand): Result<Basket> {
  switch (command.kind) {
    case 'add':
      return addProduct(basket, command.product, command.quantityMilli ?? ONE_UNIT_MILLI);
    case 'setQuantity':
      return setQuantity(basket, command.n, command.quantityMilli);
    case 'remove':
      return hasLine(basket, command.n)
        ? ok({ ...basket, lines: basket.lines.filter((line) => line.n !== command.n) })
        : fail(failure('BASKET-LINE'));
    case 'attachMember':
      return ok({ ...basket, memberId: command.memberId });
    case 'detachMember':
      return ok({ ...basket, memberId: null });
  }
}

export const lineTotalMinor = (line: Pick<BasketLine, 'unitPriceMinor' | 'quantityMilli'>): Minor =>
  minor(mulDivHalfUp(line.unitPriceMinor, line.quantityMilli, ONE_UNIT_MILLI));

export const basketTotalMinor = (basket: Pick<Basket, 'lines'>): Minor =>
  sumMinor(basket.lines.map(lineTotalMinor));

/** A piece scanned again joins its line; weighed goods never do, each weighing is its own line. */
function addProduct(basket: Basket, product: Product, quantityMilli: Milli): Result<Basket> {
  const same = basket.lines.find(
    (line) =>
      line.productId === product.id && line.unitPriceMinor === product.priceMinor && product.unit === 'piece',
  );
  if (same) return setQuantity(basket, same.n, milli(same.quantityMilli + quantityMilli));
  if (basket.lines.length >= MAX_LINES) return fail(failure('BASKET-LIMIT', { max: MAX_LINES }));
  if (!isQuantity(quantityMilli, product.unit)) return quantityFailure();
  const line: BasketLine = {
    n: basket.nextN,
    productId: product.id,
    code: product.code,
    name: product.name,
    categoryId: product.categoryId,
    tags: product.tags,
    taxId: product.taxId,
    unit: product.unit,
    unitPriceMinor: product.priceMinor,
    quantityMilli,
  };
  return ok({ ...basket, lines: [...basket.lines, line], nextN: basket.nextN + 1 });
}

function setQuantity(basket: Basket, n: number, quantityMilli: Milli): Result<Basket> {
  const target = basket.lines.find((line) => line.n === n);
  if (!target) return fail(failure('BASKET-LINE'));
  if (!isQuantity(quantityMilli, target.unit)) return quantityFailure();
  return ok({
    ...basket,
    lines: basket.lines.map((line) => (line.n === n ? { ...line, quantityMilli } : line)),
  });
}

const hasLine = (basket: Basket, n: number): boolean => basket.lines.some((line) => line.n === n);

/** Pieces are whole; weights go to the gram. */
export const isQuantity = (quantityMilli: number, unit: SaleUnit): boolean =>
  Number.isSafeInteger(quantityMilli) &&
  quantityMilli > 0 &&
  quantityMilli <= MAX_QUANTITY_MILLI &&
  (unit === 'kilogram' || quantityMilli % ONE_UNIT_MILLI === 0);

const quantityFailure = () => fail(failure('BASKET-QUANTITY', { max: MAX_QUANTITY_MILLI / ONE_UNIT_MILLI }));

/**
 * The open basket: what the cashier has scanned so far. Its lines carry the price as it was when scanned, so that a
 * price change in the middle of a sale alters nothing already shown to the customer.
 */
import type { Product, SaleUnit } from '../catalog/product.ts';
import { failure } from '../kernel/failure.ts';
import type {
  CategoryId,
  CouponId,
  EntryId,
  MemberId,
  PartnerId,
  ProductId,
  RuleId,
  TaxId,
} from '../kernel/ids.ts';
import { MAX_LINES, MAX_QUANTITY_MILLI } from '../kernel/limits.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { mulDivHalfUp } from '../kernel/rounding.ts';
import { type Milli, type Minor, milli, minor, ONE_UNIT_MILLI, sumMinor } from '../kernel/units.ts';
import { applyAsked } from './asked.ts';
import type { Claim, SeenCoupon } from './claim.ts';

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
  /** Offers that were taken, one claim for each rule and product; absent: none. */
  readonly claims?: readonly Claim[];
  /** Each coupon stands here once; absent: none. */
  readonly coupons?: readonly SeenCoupon[];
};

export type BasketCommand =
  | {
      readonly kind: 'add';
      readonly product: Product;
      readonly quantityMilli?: Milli;
      /** The goods are the free goods of this rule, on a line of their own. */
      readonly giftOf?: RuleId;
    }
  | { readonly kind: 'setQuantity'; readonly n: number; readonly quantityMilli: Milli }
  | { readonly kind: 'remove'; readonly n: number }
  | { readonly kind: 'claim'; readonly claim: Claim }
  /** Its gift lines leave with it. */
  | { readonly kind: 'unclaim'; readonly ruleId: RuleId }
  | { readonly kind: 'addCoupon'; readonly coupon: SeenCoupon }
  | { readonly kind: 'removeCoupon'; readonly couponId: CouponId }
  | { readonly kind: 'attachMember'; readonly memberId: MemberId }
  | { readonly kind: 'detachMember' };

export const emptyBasket = (id: EntryId): Basket => ({ id, lines: [], nextN: 1, memberId: null });

export function applyToBasket(basket: Basket, command: BasketCommand): Result<Basket> {
  switch (command.kind) {
    case 'add':
      return addProduct(basket, command);
    case 'setQuantity':
      return setQuantity(basket, command.n, command.quantityMilli);
    case 'remove':
      return hasLine(basket, command.n)
        ? ok({ ...basket, lines: basket.lines.filter((line) => line.n !== command.n) })
        : fail(failure('BASKET-LINE'));
    case 'claim':
    case 'unclaim':
    case 'addCoupon':
    case 'removeCoupon':
      return applyAsked(basket, command);
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

/** BSK-1: a piece scanned again joins its line; weighed goods never do, and a gift joins only the same rule's gift. */
function addProduct(
  basket: Basket,
  { product, quantityMilli = ONE_UNIT_MILLI, giftOf }: BasketCommand & { readonly kind: 'add' },
): Result<Basket> {
  const same = basket.lines.find(
    (line) =>
      line.productId === product.id &&
      line.unitPriceMinor === product.priceMinor &&
      line.giftOf === giftOf &&
      product.unit === 'piece',
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
    ...(giftOf === undefined ? {} : { giftOf }),
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

/**
 * A basket as people write it: `{ "lines": [{ "name": "Milk", "price": "23.90", "quantity": 2, "category": "dairy" }] }`.
 * Whatever is left out has a value that changes nothing.
 */
import { z } from 'zod';
import type { BasketLine } from '../../shared/basket/basket.ts';
import { isQuantity } from '../../shared/basket/basket.ts';
import { asId, type CouponId, type ProductId, type RuleId } from '../../shared/kernel/ids.ts';
import { MAX_CLAIMS, MAX_LINES, MAX_TAGS, MAX_TAXES, MAX_TIMES } from '../../shared/kernel/limits.ts';
import { bps, ONE_UNIT_MILLI } from '../../shared/kernel/units.ts';
import { CHANNELS } from '../../shared/loyalty/programme/condition.ts';
import type { Seen } from '../../shared/loyalty/seen/seen.ts';
import { InputError } from '../input-error.ts';
import { zMoneyText, zPercentText, zPointsText, zPriceText, zQuantityText } from './decimal.ts';

const zShortText = z.string().min(1).max(64);

const zLine = z.strictObject({
  name: z.string().min(1).max(200),
  price: zPriceText,
  /** Absent: one. */
  quantity: zQuantityText.optional(),
  unit: z.enum(['piece', 'kilogram']).optional(),
  /** Absent: the name. */
  product: zShortText.optional(),
  category: zShortText.optional(),
  tags: z.array(zShortText).max(MAX_TAGS).optional(),
  /** Absent: the first of `taxes`. */
  tax: zShortText.optional(),
  deposit: zPriceText.optional(),
  floor: zPriceText.optional(),
  reduced: z.literal(true).optional(),
  giftCard: zShortText.optional(),
  partner: zShortText.optional(),
  giftOf: zShortText.optional(),
});

const zTax = z.strictObject({
  id: zShortText,
  percent: zPercentText,
  mode: z.enum(['included', 'added']).optional(),
});

const zUsage = z.strictObject({
  rule: zShortText,
  memberToday: z.int().min(0).optional(),
  cashierToday: z.int().min(0).optional(),
  memberSinceRow: z.int().min(0).optional(),
  inAll: z.int().min(0).optional(),
});

export const zBasketFile = (scale: 1 | 10 | 100) =>
  z.strictObject({
    /** The store's zone, for business date and hours; absent: Europe/Chisinau. */
    timeZone: z.string().max(64).optional(),
    store: zShortText.optional(),
    channel: z.enum(CHANNELS).optional(),
    taxes: z.array(zTax).min(1).max(MAX_TAXES).optional(),
    lines: z.array(zLine).min(1).max(MAX_LINES),
    claims: z
      .array(
        z.strictObject({
          rule: zShortText,
          times: z.int().min(1).max(MAX_TIMES).optional(),
          product: zShortText.optional(),
        }),
      )
      .max(MAX_CLAIMS)
      .optional(),
    coupons: z
      .array(z.union([zShortText, z.strictObject({ coupon: zShortText, serial: zShortText })]))
      .max(MAX_CLAIMS)
      .optional(),
    pay: z
      .strictObject({
        points: zPointsText(scale).optional(),
        wallet: zMoneyText.optional(),
        giftCards: z
          .array(z.strictObject({ card: zShortText, balance: zMoneyText, amount: zMoneyText.optional() }))
          .max(MAX_CLAIMS)
          .optional(),
      })
      .optional(),
    /** Earlier uses of rules with limits. */
    used: z.array(zUsage).max(MAX_LINES).optional(),
  });

export type BasketFile = z.infer<ReturnType<typeof zBasketFile>>;

/** Everything that the engine reads but member and clock. */
export function seenOfBasket(file: BasketFile): Omit<Seen, 'member' | 'clock'> {
  const taxes = file.taxes ?? [{ id: 'A', percent: 2000, mode: 'included' as const }];
  const known = new Set(taxes.map(({ id }) => id));
  return {
    lines: file.lines.map((line, index) => {
      const tax = line.tax ?? taxes[0]?.id ?? '';
      if (!known.has(tax))
        throw new InputError('unknown-tax', `lines[${index}].tax: there is no tax “${tax}”.`);
      return basketLine(line, { n: index + 1, tax });
    }),
    taxes: taxes.map(({ id, percent, mode = 'included' }) => ({
      id: asId(id),
      letter: id.slice(0, 2),
      rateBps: bps(percent),
      mode,
    })),
    place: { storeId: asId(file.store ?? 'store'), channel: file.channel ?? 'till' },
    ...askedFor(file),
  };
}

function basketLine(line: BasketFile['lines'][number], place: { n: number; tax: string }): BasketLine {
  const { unit = 'piece', quantity = ONE_UNIT_MILLI, product = line.name } = line;
  if (!isQuantity(quantity, unit))
    throw new InputError(
      'wrong-quantity',
      `lines[${place.n - 1}].quantity: pieces are whole; write "unit": "kilogram" for weighed goods.`,
    );
  return {
    n: place.n,
    productId: asId(product),
    code: product.slice(0, 40),
    name: line.name,
    categoryId: asId(line.category ?? 'none'),
    tags: line.tags ?? [],
    taxId: asId(place.tax),
    unit,
    unitPriceMinor: line.price,
    quantityMilli: quantity,
    ...(line.deposit === undefined ? {} : { depositMinor: line.deposit }),
    ...(line.floor === undefined ? {} : { floorMinor: line.floor }),
    ...(line.reduced === undefined ? {} : { reduced: line.reduced }),
    ...(line.giftCard === undefined ? {} : { giftCardId: line.giftCard }),
    ...(line.partner === undefined ? {} : { partnerId: asId(line.partner) }),
    ...(line.giftOf === undefined ? {} : { giftOf: asId(line.giftOf) }),
  };
}

const askedFor = ({ claims, coupons, pay, used }: BasketFile): Partial<Seen> => ({
  ...(claims === undefined
    ? {}
    : {
        claims: claims.map(({ rule, times, product }) => ({
          ruleId: asId<RuleId>(rule),
          ...(times === undefined ? {} : { times }),
          ...(product === undefined ? {} : { productId: asId<ProductId>(product) }),
        })),
      }),
  ...(coupons === undefined
    ? {}
    : {
        coupons: coupons.map((each) =>
          typeof each === 'string'
            ? { couponId: asId<CouponId>(each) }
            : { couponId: asId<CouponId>(each.coupon), serial: each.serial },
        ),
      }),
  ...(pay === undefined ? {} : { payment: payment(pay) }),
  ...(used === undefined
    ? {}
    : {
        usage: used.map(({ rule, memberToday = 0, cashierToday = 0, memberSinceRow = 0, inAll = 0 }) => ({
          ruleId: asId<RuleId>(rule),
          memberToday,
          cashierToday,
          memberSinceRow,
          inAll,
        })),
      }),
});

const payment = ({
  points,
  wallet,
  giftCards,
}: NonNullable<BasketFile['pay']>): NonNullable<Seen['payment']> => ({
  ...(points === undefined ? {} : { points }),
  ...(wallet === undefined ? {} : { walletMinor: wallet }),
  ...(giftCards === undefined
    ? {}
    : {
        giftCards: giftCards.map(({ card, balance, amount }) => ({
          cardId: card,
          heldMinor: balance,
          ...(amount === undefined ? {} : { amountMinor: amount }),
        })),
      }),
});

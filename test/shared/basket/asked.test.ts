import { describe, expect, test } from 'vitest';
import { applyToBasket, type Basket, type BasketCommand } from '../../../shared/basket/basket.ts';
import { asId, type CouponId, type ProductId, type RuleId } from '../../../shared/kernel/ids.ts';
import { MAX_CLAIMS } from '../../../shared/kernel/limits.ts';
import { basketOf, product } from '../../support/builders/basket.ts';

const COFFEE = asId<RuleId>('free-coffee');
const bread = product();

function apply(basket: Basket, ...commands: readonly BasketCommand[]): Basket {
  return commands.reduce((before, command) => {
    const applied = applyToBasket(before, command);
    if (!applied.ok) throw new Error(applied.failure.code);
    return applied.value;
  }, basket);
}

const claim = (changes: object = {}): BasketCommand => ({
  kind: 'claim',
  claim: { ruleId: COFFEE, ...changes },
});
const coupon = (id: string): BasketCommand => ({
  kind: 'addCoupon',
  coupon: { couponId: asId<CouponId>(id) },
});

describe('BSK-6 what was asked for beside goods', () => {
  test('an offer that is taken again replaces the claim before', () => {
    const basket = apply(basketOf({ product: bread }), claim({ times: 1 }), claim({ times: 2 }));
    expect(basket.claims).toEqual([{ ruleId: COFFEE, times: 2 }]);
  });

  test('the same offer for two products is two claims', () => {
    const [tea, cocoa] = [asId<ProductId>('tea'), asId<ProductId>('cocoa')];
    const basket = apply(basketOf(), claim({ productId: tea }), claim({ productId: cocoa }));
    expect(basket.claims).toHaveLength(2);
  });

  test('a coupon counts once and can be taken out again', () => {
    const twice = apply(basketOf(), coupon('spring'), coupon('spring'));
    expect(twice.coupons).toEqual([{ couponId: 'spring' }]);
    const none = apply(twice, { kind: 'removeCoupon', couponId: asId<CouponId>('spring') });
    expect(none.coupons).toEqual([]);
  });

  test('there are no more than the limit of either', () => {
    const full = Array.from({ length: MAX_CLAIMS }, (_each, index) => coupon(`c-${index}`));
    const basket = apply(basketOf(), ...full);
    expect(applyToBasket(basket, coupon('one-more'))).toMatchObject({
      ok: false,
      failure: { code: 'BASKET-LIMIT' },
    });
    const offers = Array.from({ length: MAX_CLAIMS }, (_each, index) =>
      claim({ ruleId: asId<RuleId>(`r-${index}`) }),
    );
    expect(applyToBasket(apply(basketOf(), ...offers), claim())).toMatchObject({ ok: false });
  });
});

describe('BSK-7 goods given free', () => {
  test('they stand on a line of their own beside the same goods that are paid', () => {
    const gift: BasketCommand = { kind: 'add', product: bread, giftOf: COFFEE };
    const basket = apply(basketOf({ product: bread }), gift, gift, { kind: 'add', product: bread });
    expect(basket.lines.map(({ quantityMilli, giftOf }) => [quantityMilli, giftOf])).toEqual([
      [2000, undefined],
      [2000, COFFEE],
    ]);
  });

  test('they leave with the offer, and nothing else does', () => {
    const gift: BasketCommand = { kind: 'add', product: bread, giftOf: COFFEE };
    const basket = apply(basketOf({ product: bread }), claim(), gift, { kind: 'unclaim', ruleId: COFFEE });
    expect(basket.claims).toEqual([]);
    expect(basket.lines.map(({ giftOf }) => giftOf)).toEqual([undefined]);
  });
});

import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { asId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { minor } from '../../../../shared/kernel/units.ts';
import { returnGoods } from '../../../../shared/loyalty/returns/return-goods.ts';
import { basketOf, product } from '../../../support/builders/basket.ts';
import { type Back, back, goods, linesOf, name, saleOf } from '../../../support/builders/returned.ts';

describe('RET-6 extra goods whose condition no longer holds', () => {
  const gift = {
    id: asId<RuleId>('gift'),
    name,
    from: { sumMinor: minor(10_000) },
    give: { kind: 'freeGoods', mode: 'extra', units: 1, goods: { products: [product({ id: 'mug' }).id] } },
  } as const;
  const [a, mug] = basketOf(goods('a', 6_000, 2), goods('mug', 900)).lines;
  const lines = [a as BasketLine, { ...(mug as BasketLine), giftOf: gift.id }];
  const returning = (gifts: 'return' | 'keep', now: Back) =>
    back(saleOf(lines, {}, { rules: [gift], returns: { gifts } }), now).gifts;
  test('are asked for', () => {
    expect(returning('return', { 1: 1 })).toEqual([{ n: 2, ruleId: 'gift', quantityMilli: 1_000 }]);
    expect(returning('return', { 1: 1, 2: 1 })).toEqual([]);
  });
  test('are left where the programme leaves them', () => {
    expect(returning('keep', { 1: 1 })).toEqual([]);
  });
});

describe('GFC-3 a gift card that was sold', () => {
  const [card] = basketOf(goods('card', 5_000)).lines;
  const sale = saleOf([{ ...(card as BasketLine), giftCardId: 'new' }]);
  const returning = (leftMinor: number) =>
    returnGoods({
      sale,
      before: [],
      now: linesOf({ 1: 1 }),
      cardsHold: [{ cardId: 'new', leftMinor: minor(leftMinor) }],
    });
  test('is emptied when it comes back', () => {
    expect(returning(5_000)).toMatchObject({
      ok: true,
      value: {
        tenders: { moneyMinor: 5_000 },
        effects: [{ effect: 'CLAWBACK', asset: 'giftcard', amount: 5_000, cardId: 'new' }],
      },
    });
  });
  test('does not come back once it was spent from', () => {
    expect(returning(4_999)).toEqual({ ok: false, failure: { kind: 'giftCardSpent', n: 1, cardId: 'new' } });
  });
});

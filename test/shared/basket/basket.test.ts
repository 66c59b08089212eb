import { describe, expect, test } from 'vitest';
import {
  applyToBasket,
  type Basket,
  type BasketCommand,
  basketTotalMinor,
  emptyBasket,
} from '../../../shared/basket/basket.ts';
import { MAX_LINES } from '../../../shared/kernel/limits.ts';
import { milli, minor } from '../../../shared/kernel/units.ts';
import { BASKET_ID, basketOf, product } from '../../support/builders/basket.ts';

const bread = product();
const cheese = product({ id: 'p-cheese', code: '2', unit: 'kilogram', priceMinor: minor(18_990) });

function apply(basket: Basket, command: BasketCommand): Basket {
  const applied = applyToBasket(basket, command);
  if (!applied.ok) throw new Error(applied.failure.code);
  return applied.value;
}

describe('BSK-1 scanning the same goods again', () => {
  test('a piece joins its line', () => {
    const basket = basketOf({ product: bread }, { product: bread });
    expect(basket.lines.map((line) => line.quantityMilli)).toEqual([2000]);
  });
  test('weighed goods start a line each time', () => {
    const once = apply(emptyBasket(BASKET_ID), { kind: 'add', product: cheese, quantityMilli: milli(350) });
    const twice = apply(once, { kind: 'add', product: cheese, quantityMilli: milli(200) });
    expect(twice.lines.map((line) => line.quantityMilli)).toEqual([350, 200]);
  });
  test('BSK-4 a piece whose price has changed starts a line, and the first keeps its price', () => {
    const basket = basketOf({ product: bread }, { product: product({ priceMinor: minor(1_200) }) });
    expect(basket.lines.map((line) => line.unitPriceMinor)).toEqual([1_000, 1_200]);
  });
});

test('BSK-4 0.350 kg at 189.90 is 66.47, rounded half up', () => {
  const basket = apply(emptyBasket(BASKET_ID), { kind: 'add', product: cheese, quantityMilli: milli(350) });
  expect(basketTotalMinor(basket)).toBe(6_647);
});

test('BSK-3 a removed line’s number is not given again', () => {
  const removed = apply(basketOf({ product: bread }), { kind: 'remove', n: 1 });
  expect(apply(removed, { kind: 'add', product: bread }).lines.map((line) => line.n)).toEqual([2]);
});

describe('BSK-2 quantities', () => {
  const refused = [
    { name: 'half a piece', quantityMilli: 500 },
    { name: 'none', quantityMilli: 0 },
    { name: 'less than none', quantityMilli: -1000 },
    { name: 'too many', quantityMilli: 10_000_000 },
  ];
  test.each(refused)('$name of bread is refused and the basket stays as it was', ({ quantityMilli }) => {
    const command: BasketCommand = { kind: 'setQuantity', n: 1, quantityMilli: milli(quantityMilli) };
    expect(applyToBasket(basketOf({ product: bread }), command)).toMatchObject({
      ok: false,
      failure: { code: 'BASKET-QUANTITY' },
    });
  });
});

test('BSK-5 the line past the limit is refused', () => {
  const full = basketOf(
    ...Array.from({ length: MAX_LINES }, (_, index) => ({
      product: product({ id: `p${index}`, code: `${index}` }),
    })),
  );
  const over = applyToBasket(full, { kind: 'add', product: product({ id: 'over', code: 'over' }) });
  expect(over).toMatchObject({ ok: false, failure: { code: 'BASKET-LIMIT' } });
});

test.each<BasketCommand>([
  { kind: 'remove', n: 9 },
  { kind: 'setQuantity', n: 9, quantityMilli: milli(1000) },
])('$kind of a line that is not there says so', (command) => {
  expect(applyToBasket(basketOf({ product: bread }), command)).toMatchObject({
    ok: false,
    failure: { code: 'BASKET-LINE' },
  });
});

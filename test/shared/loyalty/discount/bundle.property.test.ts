import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lei, lines, price, rule, takenBy } from '../../../support/builders/prices.ts';

type Part = { readonly products: readonly string[]; readonly units: number };
type Unit = { readonly id: string; readonly lei: number };

const PRODUCTS = ['a', 'b', 'c'] as const;
const unit = fc.record({ id: fc.constantFrom(...PRODUCTS), lei: fc.integer({ min: 1, max: 20 }) });
const part = fc.record({
  products: fc.subarray([...PRODUCTS], { minLength: 1 }),
  units: fc.integer({ min: 1, max: 2 }),
});

/** Tries every way of putting units into the places of one set after the other. */
function mostSaved(units: readonly Unit[], parts: readonly Part[], setLei: number): number {
  const places = parts.flatMap(({ products, units: count }) => Array.from({ length: count }, () => products));
  const fill = (left: readonly Unit[], place: number, value: number): number => {
    if (place === places.length) return Math.max(0, value - setLei + mostSaved(left, parts, setLei));
    return Math.max(
      0,
      ...left.map((each, index) =>
        places[place]?.includes(each.id)
          ? fill(
              left.filter((_, other) => other !== index),
              place + 1,
              value + each.lei,
            )
          : 0,
      ),
    );
  };
  return fill(units, 0, 0);
}

test('DSC-11 no other way of making sets of the same goods would save more', () => {
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 6 }),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 40 }),
      (units, parts, setLei) => {
        const set = rule('set', {
          kind: 'bundlePrice',
          priceMinor: lei(setLei),
          parts: parts.map(({ products, units: count }) => ({ goods: { products }, units: count })),
        });
        const goods = lines(...units.map(({ id, lei: each }) => [id, each] as const));
        expect(takenBy(price(goods, { rules: [set] }), 'set')).toBe(mostSaved(units, parts, setLei));
      },
    ),
  );
});

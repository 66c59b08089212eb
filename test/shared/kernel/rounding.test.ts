import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floorDivBig, largestRemainder, mulDivFloor, mulDivHalfUp } from '../../../shared/kernel/rounding.ts';

test.each([
  { a: 5, b: 1, by: 2, floor: 2, halfUp: 3 },
  { a: -5, b: 1, by: 2, floor: -3, halfUp: -3 },
  { a: 1, b: 1, by: 3, floor: 0, halfUp: 0 },
  { a: 2, b: 1, by: 3, floor: 0, halfUp: 1 },
  {
    a: 9_007_199_254_740_991,
    b: 9_999,
    by: 9_999,
    floor: 9_007_199_254_740_991,
    halfUp: 9_007_199_254_740_991,
  },
])('$a × $b ÷ $by floors to $floor and rounds half up to $halfUp', ({ a, b, by, floor, halfUp }) => {
  expect(mulDivFloor(a, b, by)).toBe(floor);
  expect(mulDivHalfUp(a, b, by)).toBe(halfUp);
});

test('plain numbers and long ones round alike, at the edge of the safe integers too', () => {
  const size = fc.oneof(
    fc.integer({ min: -10_000, max: 10_000 }),
    fc.integer({ min: -94_906_300, max: 94_906_300 }),
    fc.maxSafeInteger(),
  );
  fc.assert(
    fc.property(
      size,
      fc.integer({ min: -94_906_300, max: 94_906_300 }),
      fc.integer({ min: 1 }),
      (a, b, by) => {
        const [product, divisor] = [BigInt(a) * BigInt(b), BigInt(by)];
        const floor = floorDivBig(product, divisor);
        const size = product < 0n ? -product : product;
        const half = floorDivBig(2n * size + divisor, 2n * divisor) * (product < 0n ? -1n : 1n);
        const most = BigInt(Number.MAX_SAFE_INTEGER);
        fc.pre(floor >= -most && half <= most && half >= -most);
        expect(mulDivFloor(a, b, by)).toBe(Number(floor));
        expect(mulDivHalfUp(a, b, by)).toBe(Number(half));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a fraction where a whole number belongs is a bug', () => {
  expect(() => mulDivFloor(0.5, 2, 1)).toThrow();
  expect(() => mulDivHalfUp(3, 0.5, 1)).toThrow();
});

test('a result past the safe integers is a bug, never a wrong figure', () => {
  expect(() => mulDivFloor(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow('safe integers');
});

test('shares by largest remainder sum to the total and differ from the exact share by less than one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 40 }),
      (total, weights) => {
        const shares = largestRemainder(total, weights);
        const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        shares.forEach((share, index) => {
          expect(Math.abs(share - (total * (weights[index] ?? 0)) / weightSum)).toBeLessThan(1);
        });
      },
    ),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { bps, minor, points } from '../../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../../shared/loyalty/compile/compile-programme.ts';
import { shelfLines } from '../../../../shared/loyalty/price/shelf-line.ts';
import { type Redemption, redeem } from '../../../../shared/loyalty/redemption/redeem.ts';
import { basketOf, memberRow, product, seen } from '../../../support/builders/basket.ts';
import { programme } from '../../../support/builders/programme.ts';

const anyShop = fc.record({
  as: fc.constantFrom('discount', 'tender'),
  scale: fc.constantFrom(1, 10, 100),
  worth: fc.integer({ min: 1, max: 300 }),
  share: fc.integer({ min: 0, max: 10_000 }),
  minimum: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
  step: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  balance: fc.integer({ min: 0, max: 5_000 }),
  goods: fc.array(
    fc.record({
      price: fc.integer({ min: 0, max: 5_000 }),
      pieces: fc.integer({ min: 1, max: 4 }),
      product: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
type Shop = typeof anyShop extends fc.Arbitrary<infer S> ? S : never;

/** A floor belongs to a product. */
const floorOf = (price: number, id: number): number => Math.min(price, id * 700);

const linesOf = ({ goods }: Shop): readonly BasketLine[] =>
  goods.map(({ price, pieces, product: id }, at) => {
    const sold = product({ id: `p-${id}`, code: `p-${id}`, priceMinor: minor(price) });
    const [line] = basketOf({ product: sold, pieces }).lines;
    return { ...(line as BasketLine), n: at + 1, floorMinor: minor(floorOf(price, id)) };
  });

function pay(shop: Shop, asked: number, lines = linesOf(shop)): Redemption {
  const compiled = compileProgramme(
    programme({
      point: { scale: shop.scale, worthMinor: minor(shop.worth) },
      redemption: {
        as: shop.as,
        shareOfReceiptBps: bps(shop.share),
        ...(shop.minimum === undefined ? {} : { minimumPoints: points(shop.minimum) }),
        ...(shop.step === undefined ? {} : { stepPoints: points(shop.step) }),
      },
    }),
  );
  const member = memberRow({
    balances: [
      { asset: 'points', available: shop.balance, pending: 0, leased: 0, inReview: 0, expiring: [] },
    ],
  });
  const what = seen(lines, { member, payment: { points: points(asked) } });
  const shelf = shelfLines(what).map((line) => ({ ...line, cuts: [] }));
  return redeem(compiled, what, { lines: shelf, earnedBeside: null });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const cutsOf = ({ cuts }: Redemption): readonly number[] =>
  cuts.map((each) => sum(each.map(({ amountMinor }) => amountMinor)));

test('RED-2 exactly the amounts that the outcome names are accepted, and the largest buys something with its last step', () => {
  fc.assert(
    fc.property(anyShop, fc.integer({ min: 1, max: 6_000 }), (shop, asked) => {
      const { redemption: offered } = pay(shop, 0);
      const { largestPoints, smallestPoints, stepPoints, suggestedPoints, suggestedMinor } = offered;
      const isNamed = asked >= smallestPoints && asked <= largestPoints && asked % stepPoints === 0;
      const { redemption, refusals } = pay(shop, asked);
      expect(redemption.points).toBe(isNamed ? asked : 0);
      expect(refusals).toHaveLength(isNamed ? 0 : 1);
      for (const allowed of [largestPoints, suggestedPoints]) {
        if (allowed === 0) continue;
        expect(pay(shop, allowed).refusals).toEqual([]);
        expect(pay(shop, allowed + 1).refusals).toHaveLength(
          allowed === largestPoints || (allowed + 1) % stepPoints !== 0 ? 1 : 0,
        );
      }
      expect(largestPoints).toBeLessThanOrEqual(shop.balance);
      if (largestPoints > stepPoints)
        expect(Math.floor((largestPoints * shop.worth) / shop.scale)).toBeGreaterThan(
          Math.floor(((largestPoints - stepPoints) * shop.worth) / shop.scale),
        );
      expect(suggestedMinor).toBe(Math.floor((suggestedPoints * shop.worth) / shop.scale));
    }),
    { numRuns: 3_000 },
  );
});

test('RED-4 what points pay is on the lines to the last unit, and no line falls below its floor', () => {
  fc.assert(
    fc.property(anyShop, (shop) => {
      const asked = pay(shop, 0).redemption.largestPoints;
      const paid = pay(shop, asked);
      expect(sum(paid.paidMinor)).toBe(paid.redemption.pointsMinor);
      expect(sum(cutsOf(paid))).toBe(shop.as === 'discount' ? paid.redemption.pointsMinor : 0);
      for (const [at, { price, pieces, product: id }] of shop.goods.entries()) {
        const lowest = shop.as === 'discount' ? floorOf(price, id) * pieces : 0;
        expect(price * pieces - (paid.paidMinor[at] ?? 0)).toBeGreaterThanOrEqual(lowest);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('RED-4 the order of scanning changes nothing but the order of lines', () => {
  fc.assert(
    fc.property(anyShop, (shop) => {
      const asked = pay(shop, 0).redemption.largestPoints;
      const lines = linesOf(shop);
      const scannedBackwards = lines.toReversed().map((line, at) => ({ ...line, n: at + 1 }));
      const byGoods = (of: readonly BasketLine[], redeemed: Redemption) =>
        of
          .map((line, at) =>
            [
              line.productId,
              line.unitPriceMinor,
              line.quantityMilli,
              line.floorMinor,
              redeemed.paidMinor[at],
            ].join(' '),
          )
          .sort((a, b) => (a < b ? -1 : 1));
      const [once, again] = [pay(shop, asked, lines), pay(shop, asked, scannedBackwards)];
      expect(again.redemption).toEqual(once.redemption);
      expect(byGoods(scannedBackwards, again)).toEqual(byGoods(lines, once));
    }),
    { numRuns: 3_000 },
  );
});

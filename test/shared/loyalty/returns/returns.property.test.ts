/** Sales with everything on them, returned in any number of parts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { asId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { bps, milli, minor, points } from '../../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../../shared/loyalty/compute.ts';
import type { Programme } from '../../../../shared/loyalty/programme/programme.ts';
import type { RedemptionPolicy } from '../../../../shared/loyalty/programme/redemption-policy.ts';
import type { Return, ReturnedLine, SaleFacts } from '../../../../shared/loyalty/returns/return.ts';
import { everythingLeft, returnGoods } from '../../../../shared/loyalty/returns/return-goods.ts';
import { basketOf, memberRow, product, seen, TAX_A } from '../../../support/builders/basket.ts';
import { baseRule, doubleRule, programme } from '../../../support/builders/programme.ts';

const name = { ro: 'x', ru: 'x', en: 'x' };
const REWARD = asId<RuleId>('reward');

const document = (redemption: RedemptionPolicy): Programme =>
  programme({
    rules: [
      baseRule(),
      doubleRule({ from: { sumMinor: minor(5_000) } }),
      baseRule({ id: asId<RuleId>('off'), on: {}, give: { kind: 'percentOff', percentBps: bps(700) } }),
      baseRule({
        id: asId<RuleId>('cashback'),
        give: { kind: 'earnPerMoney', asset: 'wallet', rate: { amount: 3, perMinor: minor(100) } },
      }),
      baseRule({
        id: asId<RuleId>('third'),
        on: { include: { products: [product({ id: 'p-1' }).id] } },
        give: { kind: 'freeGoods', mode: 'unit', units: 1, forEvery: { units: 3 } },
      }),
      baseRule({
        id: asId<RuleId>('pieces'),
        give: { kind: 'earnPerUnit', asset: 'stamps:tea', amount: 1, perMilli: milli(2_000) },
      }),
      baseRule({
        id: asId<RuleId>('scale'),
        give: {
          kind: 'earnByReceipt',
          steps: [
            { from: 1_000, amount: 1, perMinor: minor(200) },
            { from: 6_000, amount: 2, perMinor: minor(200) },
          ],
        },
      }),
      baseRule({
        id: asId<RuleId>('way'),
        give: {
          kind: 'quest',
          questId: 'way',
          count: 'spend',
          target: 2_500,
          award: { kind: 'points', points: points(20) },
        },
      }),
      baseRule({
        id: asId<RuleId>('stamp'),
        on: {},
        from: { sumMinor: minor(2_000) },
        give: { kind: 'earnFixed', asset: 'stamps:coffee', amount: 1 },
      }),
    ],
    rewards: [
      {
        id: REWARD,
        name,
        give: { kind: 'amountOff', amountMinor: minor(333) },
        cost: { asset: 'stamps:coffee', amount: 7 },
      },
    ],
    redemption,
  });

const balances = (['points', 'wallet', 'stamps:coffee'] as const).map((asset) => ({
  asset,
  available: 10_000,
  pending: 0,
  leased: 0,
  inReview: 0,
  expiring: [],
}));

const anyGoods = fc.array(
  fc.record({
    priceMinor: fc.integer({ min: 1, max: 3_000 }),
    pieces: fc.integer({ min: 1, max: 5 }),
    deposit: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    floor: fc.boolean(),
    card: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

const anySale: fc.Arbitrary<SaleFacts> = fc
  .record({
    goods: anyGoods,
    as: fc.constantFrom('discount', 'tender'),
    earnOnRedeemed: fc.boolean(),
    pointsShare: fc.integer({ min: 0, max: 100 }),
    wallet: fc.integer({ min: 0, max: 500 }),
    cards: fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 2 }),
    reward: fc.boolean(),
    added: fc.boolean(),
  })
  .map(({ goods, as, earnOnRedeemed, pointsShare, wallet, cards, reward, added }) => {
    const compiled = compileProgramme(document({ as, shareOfReceiptBps: bps(5_000), earnOnRedeemed }));
    const what = seen(goods.map(lineOf), {
      member: memberRow({ balances }),
      taxes: [{ ...TAX_A, mode: added ? 'added' : 'included' }],
      claims: reward ? [{ ruleId: REWARD }] : [],
    });
    const { redemption } = compute(compiled, what);
    const asked = Math.floor((redemption.largestPoints * pointsShare) / 100);
    const paid = {
      ...what,
      payment: {
        points: points(asked),
        walletMinor: minor(wallet),
        giftCards: cards.map((heldMinor, at) => ({ cardId: `card-${at}`, heldMinor: minor(heldMinor) })),
      },
    };
    return { compiled, seen: paid, outcome: compute(compiled, paid) };
  });

type Goods = {
  readonly priceMinor: number;
  readonly pieces: number;
  readonly deposit: number | undefined;
  readonly floor: boolean;
  readonly card: boolean;
};
function lineOf({ priceMinor, pieces, deposit, floor, card }: Goods, at: number): BasketLine {
  const id = `p-${at % 3}`;
  const [line] = basketOf({
    product: product({ id, code: id, priceMinor: minor(priceMinor) }),
    pieces,
  }).lines;
  return {
    ...(line as BasketLine),
    n: at + 1,
    ...(deposit === undefined ? {} : { depositMinor: minor(deposit) }),
    ...(floor ? { floorMinor: minor(Math.floor(priceMinor / 2)) } : {}),
    ...(card && at === 4 ? { giftCardId: 'sold' } : {}),
  };
}

/** Everything that a return says in figures, by name. */
function figures(each: Return): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (key: string, amount: number) => sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const line of each.lines) {
    add(`line ${line.n}`, line.totalMinor);
    add(`gross ${line.n}`, line.grossMinor);
  }
  const { giftCards, ...tenders } = each.tenders;
  for (const [key, amount] of Object.entries(tenders)) add(key, amount);
  for (const { cardId, amountMinor } of giftCards) add(cardId, amountMinor);
  for (const { taxId, taxMinor } of each.taxes) add(`tax ${taxId}`, taxMinor);
  for (const { effect, asset, cardId, amount } of each.effects) add(`${effect} ${asset} ${cardId}`, amount);
  return new Map([...sums].filter(([, amount]) => amount !== 0));
}

const plus = (a: Map<string, number>, b: Map<string, number>): Map<string, number> => {
  const sums = new Map(a);
  for (const [key, amount] of b) sums.set(key, (sums.get(key) ?? 0) + amount);
  return sums;
};

const goBack = (
  sale: SaleFacts,
  before: readonly (readonly ReturnedLine[])[],
  now: readonly ReturnedLine[],
) => {
  const result = returnGoods({ sale, before, now });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

/** Pieces in an order that `seed` decides, one or more at a time. */
function partsOf(sale: SaleFacts, seed: readonly number[]): readonly (readonly ReturnedLine[])[] {
  const pieces = sale.seen.lines.flatMap(({ n, quantityMilli }) =>
    Array.from({ length: quantityMilli / 1000 }, () => ({ n, quantityMilli: milli(1000) })),
  );
  const parts: ReturnedLine[][] = [[]];
  for (let at = 0; pieces.length > 0; at += 1) {
    const turn = seed[at % seed.length] ?? 0;
    const [piece] = pieces.splice(turn % pieces.length, 1);
    if (piece) parts.at(-1)?.push(piece);
    if (turn % 3 === 0 && pieces.length > 0) parts.push([]);
  }
  return parts;
}

const anySeed = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 12 });

test('RET-1 returns in any parts sum to the return of everything, and no part takes more than it gives', () => {
  fc.assert(
    fc.property(anySale, anySeed, (sale, seed) => {
      const whole = figures(goBack(sale, [], everythingLeft(sale, [])));
      let sums = new Map<string, number>();
      const before: (readonly ReturnedLine[])[] = [];
      for (const part of partsOf(sale, seed)) {
        const now = goBack(sale, before, part);
        const said = figures(now);
        for (const amount of said.values()) expect(amount).toBeGreaterThan(0);
        const { moneyMinor, walletMinor, pointsMinor, giftCards } = now.tenders;
        const tendered = giftCards.reduce(
          (sum, card) => sum + card.amountMinor,
          moneyMinor + walletMinor + pointsMinor,
        );
        expect(tendered).toBe(now.lines.reduce((sum, line) => sum + line.totalMinor, 0));
        sums = plus(sums, said);
        before.push(part);
      }
      expect(Object.fromEntries(sums)).toEqual(Object.fromEntries(whole));
    }),
    { numRuns: 1_000 },
  );
});

test('RET-4 RET-5 a full return undoes every effect and every tender of the sale', () => {
  fc.assert(
    fc.property(anySale, (sale) => {
      const { tenders, effects, lines, taxes } = goBack(sale, [], everythingLeft(sale, []));
      const { outcome } = sale;
      const net = new Map<string, number>();
      const add = (key: string, amount: number) => net.set(key, (net.get(key) ?? 0) + amount);
      for (const { effect, asset, cardId, amount } of outcome.effects)
        add(`${asset} ${cardId}`, effect === 'EARN' ? amount : -amount);
      for (const { effect, asset, cardId, amount } of effects)
        add(`${asset} ${cardId}`, effect === 'REFUND' ? amount : -amount);
      expect([...net.values()].filter((amount) => amount !== 0)).toEqual([]);
      expect(tenders.moneyMinor).toBe(outcome.redemption.moneyMinor);
      expect(lines.reduce((sum, line) => sum + line.totalMinor, 0)).toBe(outcome.totalMinor);
      expect(taxes).toEqual(outcome.taxes.filter(({ totalMinor }) => totalMinor > 0));
    }),
    { numRuns: 1_000 },
  );
});

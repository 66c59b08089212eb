/** A member’s points through sales and returns: what the engine says, folded to lots. */
import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { bps, milli, minor, points } from '../../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../../shared/loyalty/compute.ts';
import { foldLots } from '../../../../shared/loyalty/lots/fold-lots.ts';
import { balanceOn, endings } from '../../../../shared/loyalty/lots/lot-balance.ts';
import type { LotEvent } from '../../../../shared/loyalty/lots/lot-event.ts';
import { returnLotEvent, saleLotEvent } from '../../../../shared/loyalty/lots/lot-events.ts';
import type { Programme } from '../../../../shared/loyalty/programme/programme.ts';
import { returnGoods } from '../../../../shared/loyalty/returns/return-goods.ts';
import { basketOf, memberRow, product, seen } from '../../../support/builders/basket.ts';
import { day, earn } from '../../../support/builders/lots.ts';
import { programme } from '../../../support/builders/programme.ts';

const document = (changes: Partial<Programme> = {}): Programme =>
  programme({
    redemption: { as: 'discount', shareOfReceiptBps: bps(10_000) },
    lots: { points: { pendingDays: 1, expiry: { kind: 'days', days: 60 } } },
    ...changes,
  });

const lines = basketOf({ product: product({ priceMinor: minor(10_000) }), pieces: 4 }).lines;
const [line] = lines as readonly [BasketLine];

/** Day 10: a sale of 400.00 with 500 points spent; day 20: so many pieces come back. */
function story(before: readonly LotEvent[], pieces: number, changes: Partial<Programme> = {}) {
  const terms = document(changes);
  const compiled = compileProgramme(terms);
  const member = memberRow({
    balances: [{ asset: 'points', available: 500, pending: 0, leased: 0, inReview: 0, expiring: [] }],
  });
  const what = seen(lines, { member, payment: { points: points(500) } });
  const sale = { compiled, seen: what, outcome: compute(compiled, what) };
  const sold = sale.outcome.effects
    .toReversed()
    .map((effect) => saleLotEvent(terms, effect, { id: effect.effect, date: day(10) }));
  const now = [{ n: line.n, quantityMilli: milli(pieces * 1000) }];
  const back = returnGoods({ sale, before: [], now });
  if (!back.ok) throw new Error(back.failure.kind);
  const returned = back.value.effects.map((effect) =>
    returnLotEvent(terms, effect, {
      id: `back-${effect.effect}`,
      date: day(20),
      of: effect.effect === 'REFUND' ? 'REDEEM' : 'EARN',
    }),
  );
  return { sold: foldLots([...before, ...sold]), after: foldLots([...before, ...sold, ...returned]) };
}

describe('a sale and its return', () => {
  const before = [earn('welcome', 500, { until: 25 })];
  test('LOT-2 what the sale earns is pending until the next day', () => {
    const { sold } = story(before, 4);
    expect(sold.faults).toEqual([]);
    expect(balanceOn(sold.state, day(10))).toEqual({ available: 0, pending: 35, owed: 0 });
    expect(balanceOn(sold.state, day(11))).toMatchObject({ available: 35, pending: 0 });
  });
  test('LOT-7 RET-1 a full return restores the balance, with 30 days to spend it', () => {
    const { after } = story(before, 4);
    expect(after.faults).toEqual([]);
    expect(balanceOn(after.state, day(20))).toEqual({ available: 500, pending: 0, owed: 0 });
    expect(endings(after.state, day(20))).toEqual([{ amount: 500, lastDay: day(50) }]);
  });
  test('LOT-7 RET-5 half of it restores half', () => {
    expect(balanceOn(story(before, 2).after.state, day(20))).toMatchObject({ available: 250 + 17, owed: 0 });
  });
  test('LOT-6 RET-5 the points that come back cover what is clawed back', () => {
    const spentAll = [...before];
    const { after } = story(spentAll, 4, { returns: { shortfall: 'forgive' } });
    expect(balanceOn(after.state, day(20))).toMatchObject({ available: 500, owed: 0 });
  });
});

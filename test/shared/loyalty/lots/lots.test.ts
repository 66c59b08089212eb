import { describe, expect, test } from 'vitest';
import { asBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { epochMs } from '../../../../shared/kernel/units.ts';
import { applyLotEvent, foldLots } from '../../../../shared/loyalty/lots/fold-lots.ts';
import { balanceOn, endingBy, endings } from '../../../../shared/loyalty/lots/lot-balance.ts';
import type { LotEvent } from '../../../../shared/loyalty/lots/lot-event.ts';
import { type LotState, NO_LOTS } from '../../../../shared/loyalty/lots/lot-state.ts';
import { lotTerms, policyOf } from '../../../../shared/loyalty/lots/lot-terms.ts';
import type { Expiry } from '../../../../shared/loyalty/programme/lot-policy.ts';
import { clawback, day, earn, expiry, refund, spend, visit } from '../../../support/builders/lots.ts';

const fold = (...events: readonly LotEvent[]): LotState => {
  const { state, faults } = foldLots(events);
  expect(faults).toEqual([]);
  return state;
};
const left = (state: LotState): Record<string, number> =>
  Object.fromEntries(state.lots.map((lot) => [lot.id, lot.remaining]));
const available = (state: LotState, on: number): number => balanceOn(state, day(on)).available;

describe('LOT-1 a lot is good through the end of its last day', () => {
  const cases: readonly { expiry: Expiry; earned: string; last: string }[] = [
    { expiry: { kind: 'days', days: 30 }, earned: '2026-01-01', last: '2026-01-31' },
    { expiry: { kind: 'months', months: 6 }, earned: '2026-08-31', last: '2027-02-28' },
    { expiry: { kind: 'endOfMonth', months: 0 }, earned: '2028-02-10', last: '2028-02-29' },
    { expiry: { kind: 'endOfMonth', months: 3 }, earned: '2026-11-30', last: '2027-02-28' },
    { expiry: { kind: 'endOfYear', years: 0 }, earned: '2026-12-31', last: '2026-12-31' },
    { expiry: { kind: 'endOfYear', years: 1 }, earned: '2028-02-29', last: '2029-12-31' },
    { expiry: { kind: 'inactivity', days: 90 }, earned: '2026-01-01', last: '2026-04-01' },
  ];
  test.each(cases)('$expiry.kind from $earned lasts until $last', ({ expiry: policy, earned, last }) => {
    expect(lotTerms({ expiry: policy }, asBusinessDate(earned)).lastDay).toBe(last);
  });
  test('without a policy for ever; an award may have a life of its own', () => {
    expect(lotTerms({}, day(1))).toEqual({ activeOn: day(1), lastDay: null, idleDays: null });
    expect(lotTerms({ expiry: { kind: 'inactivity', days: 9 } }, day(1), 5)).toMatchObject({
      lastDay: day(6),
      idleDays: null,
    });
  });
  test('each asset has its policy, gift cards and badges none', () => {
    const policies = { points: { pendingDays: 1 }, wallet: { pendingDays: 2 }, other: { pendingDays: 3 } };
    const days = (
      ['points', 'wallet', 'coupon:x', 'stamps:x', 'ticket:x', 'giftcard', 'badge:x', 'quest:x'] as const
    ).map((asset) => policyOf(policies, asset).pendingDays);
    expect(days).toEqual([1, 2, 3, 3, 3, undefined, undefined, undefined]);
  });
});

describe('LOT-2 what is not active yet is not spent', () => {
  const state = fold(earn('a', 100, { pending: 2, until: 9 }));
  test.each([
    { on: 2, balance: { available: 0, pending: 100, owed: 0 } },
    { on: 3, balance: { available: 100, pending: 0, owed: 0 } },
    { on: 9, balance: { available: 100, pending: 0, owed: 0 } },
    { on: 10, balance: { available: 0, pending: 0, owed: 0 } },
  ])('on day $on', ({ on, balance }) => {
    expect(balanceOn(state, day(on))).toEqual(balance);
    expect(applyLotEvent(state, spend('s', 1, on)).fault).toBe(balance.available ? null : 'insufficient');
  });
  test('it can be spent on one day at least', () => {
    const policy = { pendingDays: 5, expiry: { kind: 'days', days: 2 } } as const;
    expect(lotTerms(policy, day(1))).toMatchObject({ activeOn: day(6), lastDay: day(6) });
  });
});

describe('LOT-3 spending order', () => {
  const at = (ms: number) => ({ atMs: epochMs(ms) });
  test.each([
    {
      name: 'what ends first',
      events: [earn('a', 50, { until: 60 }), earn('b', 50, { on: 2, until: 40 })],
      kept: { a: 30, b: 0 },
    },
    {
      name: 'what never ends last',
      events: [earn('a', 50), earn('b', 50, { on: 2, until: 40 })],
      kept: { a: 30, b: 0 },
    },
    {
      name: 'what was earned first',
      events: [earn('b', 50), earn('a', 50, { on: 2 })],
      kept: { a: 30, b: 0 },
    },
    { name: 'the earlier hour', events: [earn('a', 50, at(2)), earn('b', 50, at(1))], kept: { a: 30, b: 0 } },
    { name: 'the smaller id', events: [earn('b', 50), earn('a', 50)], kept: { a: 0, b: 30 } },
  ])('$name', ({ events, kept }) => {
    expect(left(fold(...events, spend('s', 70, 10)))).toEqual(kept);
  });
});

describe('LOT-4 the end of a lot is looked at when it is spent', () => {
  const lots = [earn('a', 100, { until: 5 }), earn('b', 40)];
  test('with or without the job of the day', () => {
    for (const events of [lots, [...lots, expiry(6)]])
      expect(balanceOn(fold(...events), day(6))).toEqual({ available: 40, pending: 0, owed: 0 });
    expect(left(fold(...lots, expiry(5)))).toEqual({ a: 100, b: 40 });
  });
  test('only the rest of a lot is written off, once', () => {
    const state = fold(...lots, spend('s', 30, 5));
    const step = applyLotEvent(state, expiry(6));
    expect(step).toMatchObject({ applied: 70, moves: [{ lotId: 'a', amount: -70 }] });
    expect(applyLotEvent(step.state, expiry(7))).toMatchObject({ applied: 0, moves: [] });
  });
  test('a spending is all or nothing', () => {
    const { state, faults } = foldLots([...lots, spend('s', 41, 6)]);
    expect(faults).toMatchObject([{ at: 2, fault: 'insufficient' }]);
    expect(available(state, 6)).toBe(40);
  });
  test('one that a right proves happened: what the lots lack is owed', () => {
    expect(balanceOn(fold(...lots, spend('s', 41, 6, { proved: true })), day(6))).toEqual({
      available: 0,
      pending: 0,
      owed: 1,
    });
  });
});

describe('LOT-5 inactivity', () => {
  const idle = earn('a', 100, { until: 31, idle: 30 });
  test('a visit moves the last day', () => {
    expect(available(fold(idle, visit(31)), 61)).toBe(100);
    expect(available(fold(idle, visit(31)), 62)).toBe(0);
  });
  test('a visit after the end revives nothing, an older one shortens nothing', () => {
    expect(available(fold(idle, visit(32)), 32)).toBe(0);
    expect(available(fold(idle, visit(20), visit(10)), 50)).toBe(100);
  });
});

describe('LOT-6 what is owed', () => {
  const spent = [earn('a', 150), spend('s', 100)];
  test('is repaid by what is earned next, before anything can be spent', () => {
    const state = fold(...spent, clawback('a', 150), earn('b', 30), earn('c', 100, { pending: 5 }));
    expect(balanceOn(state, day(1))).toEqual({ available: 0, pending: 30, owed: 0 });
  });
  test('the balance is never below zero', () => {
    expect(balanceOn(fold(...spent, clawback('a', 150)), day(1))).toEqual({
      available: 0,
      pending: 0,
      owed: 100,
    });
  });
  test('a programme may let it go', () => {
    const step = applyLotEvent(fold(...spent), clawback('a', 150, 1, { shortfall: 'forgive' }));
    expect(step).toMatchObject({ applied: 50, forgiven: 100, state: { owed: 0 } });
  });
  test('a refund repays it before it fills a lot', () => {
    const state = fold(...spent, clawback('a', 150), refund('s', 100));
    expect(balanceOn(state, day(1))).toEqual({ available: 0, pending: 0, owed: 0 });
  });
});

describe('LOT-7 refunds', () => {
  const lots = [earn('a', 50, { until: 40 }), earn('b', 50, { until: 90 })];
  test('undo the last part of the spending first, as if less had been spent', () => {
    expect(left(fold(...lots, spend('s', 70), refund('s', 30)))).toEqual({ a: 10, b: 50 });
    expect(left(fold(...lots, spend('s', 70), refund('s', 30), refund('s', 40)))).toEqual({ a: 50, b: 50 });
  });
  test('a lot that ends too soon gets a sister with the days that are promised', () => {
    const state = fold(...lots, spend('s', 60), refund('s', 60, 20));
    expect(left(state)).toEqual({ a: 0, b: 50, 'r-s-60-20:a': 50 });
    expect(available(state, 50)).toBe(100);
    expect(available(state, 51)).toBe(50);
  });
  test('what was not spent of such a lot still ends with it', () => {
    const state = fold(...lots, spend('s', 20), expiry(41), refund('s', 20, 60, { minimumDaysLeft: 10 }));
    expect(available(state, 60)).toBe(70);
    expect(available(state, 71)).toBe(50);
  });
  test('never exceed what was spent', () => {
    const step = applyLotEvent(fold(...lots, spend('s', 70), refund('s', 30)), refund('s', 70, 2));
    expect(step.applied).toBe(40);
    expect(left(step.state)).toEqual({ a: 50, b: 50 });
  });
  test('of a spending that was owed cancel the debt first', () => {
    const state = fold(earn('a', 50), spend('s', 70, 1, { proved: true }), refund('s', 30));
    expect(balanceOn(state, day(1))).toEqual({ available: 10, pending: 0, owed: 0 });
    const repaid = fold(earn('a', 50), spend('s', 70, 1, { proved: true }), earn('b', 20), refund('s', 30));
    expect(left(repaid)).toEqual({ a: 10, b: 0, 'r-s-30-1:owed': 20 });
  });
});

describe('LOT-8 clawbacks', () => {
  test('take from the lot that was earned, then pending ones, then in spending order', () => {
    const lots = [
      earn('a', 50, { until: 90 }),
      earn('b', 50, { until: 40 }),
      earn('c', 50, { pending: 3 }),
      earn('d', 9),
    ];
    expect(left(fold(...lots, clawback('a', 30)))).toEqual({ a: 20, b: 50, c: 50, d: 9 });
    const spent = fold(...lots, spend('s', 70), clawback('a', 50));
    expect(left(spent)).toEqual({ a: 0, b: 0, c: 30, d: 9 });
  });
  test('what ended in its lot counts as taken', () => {
    const lots = [earn('a', 50, { until: 5 }), earn('b', 50)];
    expect(balanceOn(fold(...lots, expiry(6), clawback('a', 50, 7)), day(7))).toMatchObject({
      available: 50,
      owed: 0,
    });
    expect(balanceOn(fold(...lots, clawback('a', 50, 7)), day(7))).toMatchObject({ available: 50, owed: 0 });
  });
  test('never exceed what was earned, however often they come', () => {
    const state = fold(earn('a', 50), earn('b', 50), clawback('a', 30));
    expect(applyLotEvent(state, clawback('a', 30, 2)).applied).toBe(20);
    expect(applyLotEvent(state, clawback('a', 30)).fault).toBe('repeated');
  });
});

describe('LOT-9 an event that does not fit is a fault and changes nothing', () => {
  const state = fold(earn('a', 50), spend('s', 20), refund('s', 5));
  test.each([
    { event: earn('a', 50), fault: 'repeated' },
    { event: spend('s', 20), fault: 'repeated' },
    { event: refund('s', 5), fault: 'repeated' },
    { event: refund('x', 5), fault: 'unknown' },
    { event: clawback('x', 5), fault: 'unknown' },
    { event: clawback('a', -50), fault: 'amount' },
    { event: earn('b', 0.5), fault: 'amount' },
    { event: spend('t', 0), fault: 'amount' },
    { event: spend('t', Number.NaN), fault: 'amount' },
    { event: spend('t', 36), fault: 'insufficient' },
  ])('$event.kind: $fault', ({ event, fault }) => {
    expect(applyLotEvent(state, event)).toMatchObject({ fault, applied: 0, moves: [] });
    expect(applyLotEvent(state, event).state).toBe(state);
  });
  test('a holder has only so many records', () => {
    const earning = { id: 'x', amount: 1, clawedBack: 0, clawbacks: [] };
    const spending = { id: 'x', amount: 1, refunded: 0, refunds: [], slices: [] };
    const full: LotState = {
      ...NO_LOTS,
      earnings: Array(20_000).fill(earning),
      spendings: Array(20_000).fill(spending),
    };
    expect(applyLotEvent(full, earn('a', 1)).fault).toBe('limit');
    expect(applyLotEvent(full, spend('a', 1)).fault).toBe('limit');
  });
});

test('LOT-10 what will have ended by a day', () => {
  const state = fold(
    earn('a', 100, { until: 32 }),
    earn('b', 200, { until: 150 }),
    earn('c', 50),
    earn('d', 1, { until: 150 }),
  );
  const by = (n: number, from = 1) => endingBy(state, { from: day(from), by: day(n) });
  expect([by(31), by(32), by(150), by(150, 33)]).toEqual([0, 100, 301, 201]);
  expect(endings(state, day(2))).toEqual([
    { amount: 100, lastDay: day(32) },
    { amount: 201, lastDay: day(150) },
  ]);
});

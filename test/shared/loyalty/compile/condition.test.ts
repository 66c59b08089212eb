import { describe, expect, test } from 'vitest';
import { asBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { epochMs, minor } from '../../../../shared/kernel/units.ts';
import { conditionHolds, lacksOnlyMember } from '../../../../shared/loyalty/compile/condition.ts';
import { memberRow, seen } from '../../../support/builders/basket.ts';
import { lei, lines, price, rule } from '../../../support/builders/prices.ts';

const holds = (when: object, changes: object = {}) => conditionHolds(when, seen(lines(['mug', 10]), changes));
const on = (date: string, minute?: number) => ({
  clock: {
    wallMs: epochMs(0),
    businessDate: asBusinessDate(date),
    ...(minute === undefined ? {} : { minute }),
  },
});
const visits = (count: number, lastVisit?: string) => ({
  member: memberRow({
    counters: { spendMinor: minor(0), visits: count, ...(lastVisit ? { lastVisit } : {}) },
  }),
});

describe('CND-1 every part must hold, and what is unknown does not', () => {
  const place = { place: { storeId: 's-1', channel: 'till' } };
  const member = {
    member: memberRow({ segments: ['vip', 'local'], referredBy: { memberId: 'm-2', referrals: 0 } }),
  };
  test.each([
    { when: {}, with: {}, holds: true },
    { when: { weekdays: [7], from: '2026-11-22', to: '2026-11-22' }, with: {}, holds: true },
    { when: { weekdays: [6] }, with: {}, holds: false },
    { when: { to: '2026-11-21' }, with: {}, holds: false },
    { when: { stores: ['s-1'], channels: ['till'] }, with: place, holds: true },
    { when: { stores: ['s-1'], channels: ['online'] }, with: place, holds: false },
    { when: { stores: ['s-2'] }, with: place, holds: false },
    { when: { stores: ['s-1'] }, with: {}, holds: false },
    { when: { channels: ['till'] }, with: {}, holds: false },
    { when: { who: 'member', tiers: ['bronze'] }, with: {}, holds: true },
    { when: { who: 'member' }, with: { member: null }, holds: false },
    { when: { who: 'guest' }, with: { member: null }, holds: true },
    { when: { who: 'guest' }, with: {}, holds: false },
    { when: { tiers: ['gold'] }, with: {}, holds: false },
    { when: { tiers: ['bronze'] }, with: { member: null }, holds: false },
    { when: { segments: ['staff', 'vip'] }, with: member, holds: true },
    { when: { segments: ['staff'] }, with: member, holds: false },
    { when: { segments: ['vip'] }, with: {}, holds: false },
    { when: { members: ['m-1'] }, with: {}, holds: true },
    { when: { members: ['m-2'] }, with: {}, holds: false },
    { when: { referred: true }, with: member, holds: true },
    { when: { referred: true }, with: {}, holds: false },
    { when: { coupon: 'c' }, with: { coupons: [{ couponId: 'c' }] }, holds: true },
    { when: { coupon: 'c' }, with: {}, holds: false },
  ])('$when with $with', ({ when, with: changes, holds: wanted }) => {
    expect(holds(when, changes)).toBe(wanted);
  });
});

describe('CND-2 hours', () => {
  const evening = { hours: { fromMinute: 1080, toMinute: 1200 } };
  const night = { hours: { fromMinute: 1320, toMinute: 120 } };
  test.each([
    { when: evening, minutes: [1079, 1080, 1199, 1200], wanted: [false, true, true, false] },
    { when: night, minutes: [1319, 1320, 0, 119, 120], wanted: [false, true, true, true, false] },
  ])('$when.hours', ({ when, minutes, wanted }) => {
    expect(minutes.map((minute) => holds(when, on('2026-11-22', minute)))).toEqual(wanted);
    expect(holds(when, on('2026-11-22'))).toBe(false);
  });
});

describe('CND-3 birthdays', () => {
  const birthday = { daysBefore: 3, daysAfter: 3, knownDays: 7 };
  const born = (monthDay: string, knownSince = '2020-01-01') => ({
    member: memberRow({ birthday: { monthDay, knownSince } }),
  });
  test.each([
    { born: '11-25', wanted: true },
    { born: '11-26', wanted: false },
    { born: '11-19', wanted: true },
    { born: '11-18', wanted: false },
  ])('born on $born', ({ born: monthDay, wanted }) => {
    expect(holds({ birthday }, born(monthDay))).toBe(wanted);
  });

  test('the turn of the year, and 29 February', () => {
    expect(holds({ birthday }, { ...born('01-02'), ...on('2026-12-31') })).toBe(true);
    expect(holds({ birthday }, { ...born('12-30'), ...on('2027-01-02') })).toBe(true);
    expect(holds({ birthday }, { ...born('02-29'), ...on('2027-02-25') })).toBe(true);
    expect(holds({ birthday }, { ...born('02-29'), ...on('2027-03-04') })).toBe(false);
  });

  test('it was told early enough, and a member without one has none', () => {
    expect(holds({ birthday }, born('11-22', '2026-11-15'))).toBe(true);
    expect(holds({ birthday }, born('11-22', '2026-11-16'))).toBe(false);
    expect(holds({ birthday })).toBe(false);
  });
});

test('CND-4 this receipt is the visit after those that are counted', () => {
  expect([0, 1].map((count) => holds({ nthVisit: 1 }, visits(count)))).toEqual([true, false]);
  expect([8, 9, 10, 19].map((count) => holds({ everyVisits: 10 }, visits(count)))).toEqual([
    false,
    true,
    false,
    true,
  ]);
  expect(holds({ dormantDays: 30 }, visits(5, '2026-10-23'))).toBe(true);
  expect(holds({ dormantDays: 30 }, visits(5, '2026-10-24'))).toBe(false);
  expect(holds({ dormantDays: 30 }, visits(0))).toBe(false);
  expect(holds({ nthVisit: 1 }, { member: null })).toBe(false);
});

test('CND-5 the basket contains what is paid for, not its gifts', () => {
  const contains = { contains: { products: ['tea'] } };
  const basket = (more = {}) => ({ lines: lines(['mug', 10], ['tea', 5, more]) });
  expect(holds(contains)).toBe(false);
  expect(holds(contains, basket())).toBe(true);
  expect(holds(contains, basket({ giftOf: 'gift' }))).toBe(false);
  expect(holds(contains, basket({ giftCardId: 'card' }))).toBe(false);
});

test('CND-1 a guest is told of the rule that only a card stands before', () => {
  const rules = [rule('members', { kind: 'amountOff', amountMinor: lei(1) }, { when: { who: 'member' } })];
  const outcome = price(lines(['mug', 10]), { rules, seen: { member: null } });
  expect(outcome.explanation.missed).toMatchObject([{ ruleId: 'members', reason: { kind: 'needsMember' } }]);
  const guest = { ...seen([]), member: null };
  expect(lacksOnlyMember({ who: 'member', weekdays: [1] }, guest)).toBe(false);
});

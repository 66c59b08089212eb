import { describe, expect, test } from 'vitest';
import { asBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { asId, type TierId } from '../../../../shared/kernel/ids.ts';
import { minor } from '../../../../shared/kernel/units.ts';
import type { TierMeasure, TierPolicy, TierWindow } from '../../../../shared/loyalty/programme/tiers.ts';
import type { MemberCounters } from '../../../../shared/loyalty/seen/member.ts';
import { nextTier } from '../../../../shared/loyalty/tier/next-tier.ts';
import { tierFor, tierReached } from '../../../../shared/loyalty/tier/tier.ts';
import { measured } from '../../../../shared/loyalty/tier/tier-measure.ts';
import {
  reviewDue,
  type TierStanding,
  tierAfterReview,
} from '../../../../shared/loyalty/tier/tier-review.ts';
import { programme } from '../../../support/builders/programme.ts';

const policy = (changes: Partial<TierPolicy> = {}): TierPolicy => ({
  measure: 'spend',
  window: { kind: 'lifetime' },
  review: 'quarter',
  graceMonths: 3,
  downgrade: 'toReached',
  ...changes,
});
/** Bronze from 0, silver from 1,000.00, gold from 5,000.00. */
const tiers = (changes: Partial<TierPolicy> = {}) => programme({ tierPolicy: policy(changes) });
const date = asBusinessDate;
const spent = (months: Readonly<Record<string, number>>): MemberCounters => {
  const sums = Object.entries(months);
  return {
    spendMinor: minor(sums.reduce((sum, [, lei]) => sum + lei * 100, 0)),
    visits: sums.length,
    months: sums.map(([month, lei]) => ({ month, spendMinor: minor(lei * 100), visits: 1, points: lei })),
  };
};

const peers = [
  { before: 0, sale: 15_000, tier: 'silver' },
  { before: 0, sale: 25_000, tier: 'gold' },
  { before: 4_000, sale: 500, tier: 'bronze' },
  { before: 8_000, sale: 3_000, tier: 'silver' },
  { before: 18_000, sale: 3_000, tier: 'gold' },
  { before: 22_000, sale: 5_000, tier: 'gold' },
];
test.each(peers)('TIER-1 TIER-4 $before before and $sale now: $tier', ({ before, sale, tier }) => {
  const [bronze, silver, gold] = programme().tiers;
  const ladder = programme({
    tiers: [
      { ...bronze, from: 0 },
      { ...silver, from: 10_000 },
      { ...gold, from: 20_000 },
    ] as never,
  });
  const counters = { spendMinor: minor(before + sale), visits: 1 };
  expect(tierFor(ladder, before + sale)?.id).toBe(tier);
  expect(tierReached(ladder, { tierId: asId<TierId>('bronze'), counters }, date('2026-11-22'))).toBe(tier);
});

test('TIER-4 a receipt never takes a tier away', () => {
  const counters = spent({ '2026-11': 10 });
  expect(tierReached(tiers(), { tierId: asId<TierId>('gold'), counters }, date('2026-11-22'))).toBe('gold');
});

describe('TIER-3 windows of whole months', () => {
  const counters = spent({
    '2025-11': 1,
    '2025-12': 2,
    '2026-01': 4,
    '2026-09': 8,
    '2026-10': 16,
    '2026-11': 32,
  });
  const windows: readonly { window: TierWindow; on: string; lei: number }[] = [
    { window: { kind: 'lifetime' }, on: '2026-11-22', lei: 63 },
    { window: { kind: 'rolling', months: 1 }, on: '2026-11-01', lei: 32 },
    { window: { kind: 'rolling', months: 2 }, on: '2026-11-30', lei: 48 },
    { window: { kind: 'rolling', months: 12 }, on: '2026-11-30', lei: 62 },
    { window: { kind: 'rolling', months: 13 }, on: '2026-11-30', lei: 63 },
    { window: { kind: 'rolling', months: 3 }, on: '2026-01-31', lei: 7 },
    { window: { kind: 'calendar', period: 'month' }, on: '2026-10-31', lei: 16 },
    { window: { kind: 'calendar', period: 'quarter' }, on: '2026-11-01', lei: 48 },
    { window: { kind: 'calendar', period: 'quarter' }, on: '2026-09-30', lei: 8 },
    { window: { kind: 'calendar', period: 'year' }, on: '2026-12-31', lei: 60 },
    { window: { kind: 'calendar', period: 'year' }, on: '2027-01-01', lei: 0 },
  ];
  test.each(windows)('$window on $on holds $lei lei', ({ window, on, lei }) => {
    expect(measured(policy({ window }), counters, date(on))).toBe(lei * 100);
  });
  const measures: readonly { measure: TierMeasure; held: number }[] = [
    { measure: 'spend', held: 4_800 },
    { measure: 'visits', held: 2 },
    { measure: 'points', held: 48 },
  ];
  test.each(measures)('by $measure', ({ measure, held }) => {
    const window: TierWindow = { kind: 'rolling', months: 2 };
    expect(measured(policy({ measure, window }), counters, date('2026-11-22'))).toBe(held);
  });
  test('points over the whole membership, where they are counted', () => {
    const all = policy({ measure: 'points' });
    expect(measured(all, counters, date('2026-11-22'))).toBe(63);
    expect(measured(all, { ...counters, points: 900 }, date('2026-11-22'))).toBe(900);
  });
});

describe('TIER-2 what is missing to the next tier', () => {
  const member = { tierId: asId<TierId>('bronze'), counters: spent({ '2026-08': 500, '2026-11': 300 }) };
  const sale = { spend: 10_000, visits: 1, points: 100 };
  const next = (changes: Partial<TierPolicy>) =>
    nextTier(tiers(changes), member, { date: date('2026-11-22'), sale });
  test('is counted within the window and in the measure', () => {
    expect(next({ window: { kind: 'rolling', months: 3 } })).toMatchObject({
      tierId: 'silver',
      short: 60_000,
    });
    expect(next({ window: { kind: 'calendar', period: 'year' } })).toMatchObject({ short: 10_000 });
    expect(next({ measure: 'points' })).toMatchObject({ measure: 'points', short: 99_100 });
    expect(next({ measure: 'visits' })).toMatchObject({ measure: 'visits', short: 99_997 });
  });
  test('is nothing once this sale reaches it', () => {
    const reached = nextTier(tiers(), member, {
      date: date('2026-11-22'),
      sale: { ...sale, spend: 900_000 },
    });
    expect(reached).toMatchObject({ tierId: 'silver', short: 0 });
  });
});

describe('TIER-5 a review is due', () => {
  test.each([
    { review: 'never', last: null, on: '2026-01-01', due: false },
    { review: 'month', last: null, on: '2026-01-17', due: true },
    { review: 'month', last: '2026-01-01', on: '2026-01-31', due: false },
    { review: 'month', last: '2026-01-31', on: '2026-02-01', due: true },
    { review: 'quarter', last: '2026-01-02', on: '2026-03-31', due: false },
    { review: 'quarter', last: '2026-03-31', on: '2026-04-03', due: true },
    { review: 'year', last: '2026-01-01', on: '2026-12-31', due: false },
    { review: 'year', last: '2025-06-01', on: '2026-02-01', due: true },
  ] as const)('$review, last $last, on $on: $due', ({ review, last, on, due }) => {
    expect(reviewDue({ review }, last && date(last), date(on))).toBe(due);
  });
});

const standing = (tier: string, belowSince: string | null = null): TierStanding => ({
  tierId: asId<TierId>(tier),
  belowSince: belowSince === null ? null : date(belowSince),
});
type Review = { readonly policy: Partial<TierPolicy>; readonly counters: MemberCounters };
/** Standings after reviews on these days, one after the other. */
function reviews(from: TierStanding, days: readonly string[], { policy: changes, counters }: Review) {
  const told: string[] = [];
  let now = from;
  for (const day of days) {
    now = tierAfterReview(tiers(changes), now, { counters, date: date(day) });
    told.push(now.belowSince === null ? now.tierId : `${now.tierId} below since ${now.belowSince}`);
  }
  return told;
}

describe('TIER-6 TIER-7 reviews, grace and downgrade', () => {
  const year: TierWindow = { kind: 'calendar', period: 'year' };
  test('the worked table', () => {
    const counters = spent({ '2026-05': 6_000, '2027-02': 1_200, '2027-05': 1_300 });
    const days = ['2027-01-01', '2027-04-01', '2027-07-01'];
    expect(reviews(standing('gold'), days, { policy: { window: year }, counters })).toEqual([
      'gold',
      'gold below since 2027-04-01',
      'silver',
    ]);
  });
  test('a review that comes late waits for no further grace', () => {
    const counters = spent({ '2026-05': 10 });
    const days = ['2027-04-09', '2027-07-01', '2027-10-01'];
    expect(reviews(standing('gold'), days, { policy: { window: year }, counters })).toEqual([
      'gold below since 2027-04-09',
      'gold below since 2027-04-09',
      'bronze',
    ]);
  });
  test('one step at a time, with a grace for each', () => {
    const days = ['2027-04-01', '2027-07-01', '2027-10-01', '2028-01-01'];
    const oneStep = { window: year, downgrade: 'oneStep' } as const;
    expect(reviews(standing('gold'), days, { policy: oneStep, counters: spent({}) })).toEqual([
      'gold below since 2027-04-01',
      'silver below since 2027-07-01',
      'bronze',
      'bronze',
    ]);
  });
  test('without a grace at once', () => {
    const none = { window: year, graceMonths: 0 };
    expect(reviews(standing('gold'), ['2027-04-01'], { policy: none, counters: spent({}) })).toEqual([
      'bronze',
    ]);
  });
  test('who reaches the tier again in time starts with a new grace', () => {
    const back = spent({ '2027-05': 5_000 });
    expect(
      reviews(standing('gold', '2027-04-01'), ['2027-07-01'], { policy: { window: year }, counters: back }),
    ).toEqual(['gold']);
  });
  test('a review lifts whoever reached more', () => {
    const much = { policy: { window: year }, counters: spent({ '2027-03': 9_000 }) };
    expect(reviews(standing('bronze'), ['2027-04-01'], much)).toEqual(['gold']);
  });
  test('a window that began today takes no tier away', () => {
    const monthly = {
      window: { kind: 'calendar', period: 'month' },
      review: 'month',
      graceMonths: 0,
    } as const;
    const counters = spent({ '2027-03': 5_000 });
    expect(reviews(standing('gold'), ['2027-04-01', '2027-05-01'], { policy: monthly, counters })).toEqual([
      'gold',
      'bronze',
    ]);
  });
  test('a programme without reviews takes none away', () => {
    const never = { policy: { window: year, review: 'never' } as const, counters: spent({}) };
    expect(reviews(standing('gold'), ['2027-04-01'], never)).toEqual(['gold']);
  });
});

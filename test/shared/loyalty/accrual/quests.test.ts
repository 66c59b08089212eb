import { describe, expect, test } from 'vitest';
import { asBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { epochMs, minor, points } from '../../../../shared/kernel/units.ts';
import { questStep } from '../../../../shared/loyalty/accrual/quest-step.ts';
import type { Award } from '../../../../shared/loyalty/programme/award.ts';
import type { QuestGive } from '../../../../shared/loyalty/programme/give.ts';
import type { QuestProgress } from '../../../../shared/loyalty/seen/member.ts';
import { basketOf, memberRow, product } from '../../../support/builders/basket.ts';
import { goodsFor, missed, moved, receipt, told } from '../../../support/builders/earning.ts';
import { rule } from '../../../support/builders/prices.ts';

const fifty: Award = { kind: 'points', points: points(50) };
const coffee: Award = { kind: 'gift', name: { ro: 'Cafea', ru: 'Кофе', en: 'Coffee' } };
const quest = (changes: Partial<QuestGive>): QuestGive => ({
  kind: 'quest',
  questId: 'q',
  count: 'visits',
  target: 10,
  award: fifty,
  ...changes,
});
const having = (quests: readonly QuestProgress[]) => memberRow({ quests });
const at = (progress: number, awards = 0): QuestProgress => ({ questId: 'q', progress, awards });

describe('QST-1 QST-2 the worked table', () => {
  test('a visit moves a punch card, and nothing is given yet', () => {
    const outcome = receipt([rule('card', quest({ award: coffee }))], {
      lines: goodsFor(1_000),
      member: having([at(7)]),
    });
    expect(moved(outcome)).toEqual(['EARN 1 quest:q']);
    expect(told(outcome)).toEqual([]);
    expect(outcome.explanation.progress).toMatchObject([
      { asset: 'quest:q', have: 8, target: 10, count: 'visits' },
    ]);
  });
  test('one receipt passes a target twice, and the rest counts on', () => {
    const spend = rule('spend', quest({ count: 'spend', target: 50_000 }));
    const outcome = receipt([spend], { lines: goodsFor(63_000), member: having([at(45_000)]) });
    expect(moved(outcome)).toEqual(['EARN 100 points', 'EARN 63000 quest:q']);
    expect(told(outcome)).toEqual(['100 award']);
    expect(outcome.explanation.progress).toMatchObject([{ have: 8_000, target: 50_000 }]);
  });
  test('units are counted on covered goods, a weighed line as one', () => {
    const units = rule('units', quest({ count: 'units' }), { on: { exclude: { products: ['p-x'] } } });
    const lines = basketOf(
      { product: product({ id: 'p-a', code: '1' }), pieces: 3 },
      { product: product({ id: 'p-b', code: '2', unit: 'kilogram' }) },
      { product: product({ id: 'p-x', code: '3' }), pieces: 9 },
    ).lines;
    expect(moved(receipt([units], { lines }))).toEqual(['EARN 4 quest:q']);
  });
  test('a quest whose threshold is not reached stands still but is shown', () => {
    const big = rule('big', quest({}), { from: { sumMinor: 5_000 } });
    const outcome = receipt([big], { lines: goodsFor(4_000), member: having([at(3)]) });
    expect(moved(outcome)).toEqual([]);
    expect(missed(outcome)).toEqual(['big sumTooSmall']);
    expect(outcome.explanation.progress).toMatchObject([{ have: 3 }]);
  });
});

describe('QST-3 streaks', () => {
  const weeks = quest({ count: 'streakWeeks', target: 4 });
  const step = (give: QuestGive, before: QuestProgress | undefined, date: string) =>
    questStep(give, before, { made: 1, date: asBusinessDate(date) });
  const inWeek = (period: string): QuestProgress => ({ ...at(2), period });
  test.each([
    { date: '2026-12-31', before: '2026-W52', progress: 3, period: '2026-W53' },
    { date: '2027-01-03', before: '2026-W52', progress: 3, period: '2026-W53' },
    { date: '2027-01-04', before: '2026-W52', progress: 1, period: '2027-W01' },
    { date: '2027-01-04', before: '2026-W53', progress: 3, period: '2027-W01' },
    { date: '2024-12-30', before: '2024-W52', progress: 3, period: '2025-W01' },
  ])('$before, then $date: $progress', ({ date, before, progress, period }) => {
    expect(step(weeks, inWeek(before), date).after).toMatchObject({ progress, period });
  });
  test('a period counts once, and one that has passed not at all', () => {
    expect(step(weeks, inWeek('2026-W53'), '2026-12-31')).toEqual({
      made: 0,
      awards: 0,
      after: inWeek('2026-W53'),
    });
    expect(step(weeks, inWeek('2026-W53'), '2026-12-24').made).toBe(0);
  });
  test('days pass the end of a month, months the end of a year', () => {
    const days = quest({ count: 'streakDays', target: 9 });
    const months = quest({ count: 'streakMonths', target: 9 });
    expect(step(days, { ...at(2), period: '2028-02-29' }, '2028-03-01').after.progress).toBe(3);
    expect(step(days, { ...at(2), period: '2028-02-28' }, '2028-03-01').after.progress).toBe(1);
    expect(step(months, { ...at(2), period: '2026-12' }, '2027-01-31').after.progress).toBe(3);
    expect(step(months, { ...at(2), period: '2026-11' }, '2027-01-31').after.progress).toBe(1);
  });
  test('the receipt that completes it gives the award, and the next period begins anew', () => {
    const days = rule('days', quest({ count: 'streakDays', target: 3 }));
    const member = having([{ ...at(2), period: '2026-11-21' }]);
    const outcome = receipt([days], { lines: goodsFor(1_000), member });
    expect(moved(outcome)).toEqual(['EARN 50 points', 'EARN 1 quest:q']);
    expect(outcome.explanation.progress).toMatchObject([{ have: 0, target: 3 }]);
  });
  test('a second receipt of the day moves nothing', () => {
    const days = rule('days', quest({ count: 'streakDays', target: 3 }));
    const member = having([{ ...at(2), period: '2026-11-22' }]);
    expect(moved(receipt([days], { lines: goodsFor(1_000), member }))).toEqual([]);
  });
});

describe('QST-4 a quest that ends', () => {
  const twice = rule('twice', quest({ target: 2, times: 2 }));
  test('gives no more awards than it has', () => {
    const big = rule('big', quest({ count: 'units', target: 2, times: 2 }));
    const lines = basketOf({ product: product(), pieces: 9 }).lines;
    const outcome = receipt([big], { lines, member: having([at(1, 1)]) });
    expect(moved(outcome)).toEqual(['EARN 50 points', 'EARN 9 quest:q']);
    expect(outcome.explanation.progress).toMatchObject([{ have: 2, target: 2 }]);
  });
  test('is over after them', () => {
    const outcome = receipt([twice], { lines: goodsFor(1_000), member: having([at(0, 2)]) });
    expect(moved(outcome)).toEqual([]);
    expect(outcome.explanation.progress).toEqual([]);
  });
});

describe('QST-5 what awards put where', () => {
  const awards: readonly (readonly [Award, string[]])[] = [
    [{ kind: 'points', points: points(5), validDays: 9 }, ['EARN 5 points']],
    [{ kind: 'wallet', amountMinor: minor(500) }, ['EARN 500 wallet']],
    [{ kind: 'tickets', drawId: 'autumn', count: 2 }, ['EARN 2 ticket:autumn']],
    [{ kind: 'stamps', cardId: 'coffee', count: 3 }, ['EARN 3 stamps:coffee']],
    [{ kind: 'badge', badgeId: 'early', name: { ro: '', ru: '', en: 'Early' } }, ['EARN 1 badge:early']],
    [coffee, []],
  ];
  test.each(awards)('%o', (award, effects) => {
    const outcome = receipt([rule('a', { kind: 'award', award })], { lines: goodsFor(1_000) });
    expect(moved(outcome)).toEqual(effects);
    expect(outcome.explanation.fired).toMatchObject([{ part: 'award', award }]);
    if ('validDays' in award) expect(outcome.effects).toMatchObject([{ validDays: 9 }]);
  });
  test('a badge is given once', () => {
    const badge = { kind: 'badge', badgeId: 'early', name: { ro: '', ru: '', en: 'Early' } } as const;
    const member = memberRow({
      balances: [{ asset: 'badge:early', available: 1, pending: 0, leased: 0, inReview: 0, expiring: [] }],
    });
    const outcome = receipt([rule('a', { kind: 'award', award: badge })], { lines: goodsFor(1_000), member });
    expect(outcome.explanation.fired).toEqual([]);
  });
});

describe('QST-6 for every so much', () => {
  const forEvery = (every: object, limits = {}) =>
    rule(
      'every',
      { kind: 'award', award: { kind: 'tickets', drawId: 'd', count: 1 }, forEvery: every } as never,
      { limits },
    );
  const five = basketOf({ product: product(), pieces: 5 }).lines;
  test.each([
    { every: { sumMinor: 2_000 }, effects: ['EARN 2 ticket:d'] },
    { every: { units: 2 }, effects: ['EARN 2 ticket:d'] },
    { every: { units: 5 }, effects: ['EARN 1 ticket:d'] },
  ])('$every of 5 pieces for 50.00', ({ every, effects }) => {
    expect(moved(receipt([forEvery(every)], { lines: five }))).toEqual(effects);
  });
  test('too little is told', () => {
    const outcome = receipt([forEvery({ sumMinor: 6_000 })], { lines: five });
    expect(outcome.explanation.missed.map(({ reason }) => reason)).toEqual([
      { kind: 'sumTooSmall', shortMinor: 1_000 },
    ]);
  });
  test('no more often than the rule’s limit', () => {
    expect(moved(receipt([forEvery({ units: 1 }, { timesPerReceipt: 3 })], { lines: five }))).toEqual([
      'EARN 3 ticket:d',
    ]);
  });
});

test('QST-1 rows and receipts agree: steps over the effects give what the receipts said', () => {
  const give = quest({ count: 'spend', target: 7_000 });
  let row: QuestProgress | undefined;
  let awards = 0;
  for (const [day, sum] of [3_000, 5_000, 20_000, 1, 6_999].entries()) {
    const date = asBusinessDate(`2026-11-0${day + 1}`);
    const outcome = receipt([rule('q', give)], {
      lines: goodsFor(sum),
      member: memberRow(row ? { quests: [row] } : {}),
      clock: { wallMs: epochMs(0), businessDate: date },
    });
    const made = outcome.effects.find(({ asset }) => asset === 'quest:q')?.amount ?? 0;
    const next = questStep(give, row, { made, date });
    awards += outcome.earnedPoints / 50;
    row = next.after;
    expect(outcome.explanation.progress[0]?.have).toBe(row.progress);
  }
  expect(row).toMatchObject({ progress: 0, awards: 5 });
  expect(awards).toBe(5);
});

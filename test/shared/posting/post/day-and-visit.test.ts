import { expect, test } from 'vitest';
import { ANNA, dayOf, hour, ledger } from '../ledger.ts';

const ending = (days: number) =>
  ({ terms: { lots: { points: { expiry: { kind: 'days', days } } } } }) as const;

test('PST-15 the job of the day makes active what is due and ends what is over; leased slices are left alone', () => {
  const anna = ledger();
  anna.earn('pending', 20, { terms: { lots: { points: { pendingDays: 2 } } } });
  anna.earn('short', 30, ending(2));
  anna.grant('l', 10);
  expect(anna.due(2).movements).toEqual([]);
  anna.due(4);
  expect([anna.account('p:anna'), anna.available(), anna.leased('l')]).toEqual([0, 20, 10]);
  expect(anna.account('h:expired')).toBe(20);
  expect(anna.due(4).movements).toEqual([]);
});

test('PST-15 the last day itself is still good', () => {
  const anna = ledger();
  anna.earn('e', 30, ending(2));
  anna.due(3);
  expect(anna.available()).toBe(30);
  anna.due(4);
  expect(anna.available()).toBe(0);
});

test('PST-15 what was pending and has ended meanwhile goes straight to its end', () => {
  const anna = ledger();
  anna.earn('e', 30, { terms: { lots: { points: { pendingDays: 2, expiry: { kind: 'days', days: 3 } } } } });
  anna.due(20);
  expect([anna.account('p:anna'), anna.available(), anna.account('h:expired')]).toEqual([0, 0, 30]);
});

test('PST-16 a visit keeps alive what ends with inactivity, leased or not, and nothing that has ended', () => {
  const anna = ledger();
  const idle = { terms: { lots: { points: { expiry: { kind: 'inactivity', days: 10 } } } } } as const;
  anna.earn('e', 30, idle);
  anna.grant('l', 10);
  const ends = () => [
    ...anna.book.slices('a:anna', 'points').map(({ lot }) => lot.lastDay),
    ...anna.book.slices('l:l', 'points').map(({ lot }) => lot.lastDay),
  ];
  const changed = anna.entry({ businessDate: dayOf(5) });
  expect(changed.lots).toMatchObject([{ id: 'e#1', lastDay: dayOf(15) }]);
  expect(ends()).toEqual([dayOf(15), dayOf(15)]);
  expect(anna.entry({ businessDate: dayOf(3) }).lots).toEqual([]);
  expect(anna.entry({ businessDate: dayOf(6), suspended: true }).lots).toEqual([]);
  expect(anna.entry({ businessDate: dayOf(6), kind: 'TICK' }).lots).toEqual([]);
  expect(anna.entry({ businessDate: dayOf(16) }).lots).toEqual([]);
});

test('PST-16 a balance brought along comes once', () => {
  const anna = ledger();
  const opening = {
    kind: 'OPENING',
    ref: 'opening:anna',
    owner: ANNA,
    asset: 'points',
    amount: 70,
    atMs: hour(0),
    today: dayOf(1),
  } as const;
  anna.post(opening);
  anna.post(opening);
  expect(anna.book.slices('a:anna', 'points')).toMatchObject([
    { lot: { id: 'opening:anna#1', lastDay: null }, remaining: 70 },
  ]);
});

test('PST-16 a correction takes what is available and no more, and gives what it says, debts first', () => {
  const anna = ledger();
  anna.earn('e', 50);
  anna.grant('l', 20);
  const adjust = (ref: string, amount: number) =>
    anna.post({ kind: 'ADJUST', ref, owner: ANNA, asset: 'points', amount, atMs: hour(1), today: dayOf(1) });
  adjust('little', -5);
  expect(anna.available()).toBe(25);
  adjust('down', -80);
  expect([anna.available(), anna.leased('l')]).toEqual([0, 20]);
  anna.entry({ kind: 'RETURN', parts: [{ effect: 'CLAWBACK', amount: 50, ref: 'e#1' }] });
  expect(anna.account('d:anna')).toBe(-50);
  adjust('up', 60);
  adjust('up', 60);
  expect([anna.account('d:anna'), anna.available()]).toEqual([0, 10]);
});

import { expect, test } from 'vitest';
import { BORIS, dayOf, incidents, type Ledger, ledger } from '../ledger.ts';

const back = (to: Ledger, ref: string, amount: number, day = 1, said = {}) =>
  to.entry({
    kind: 'RETURN',
    businessDate: dayOf(day),
    parts: [{ effect: 'REFUND', amount, ref }],
    ...said,
  });

const lots = ({ book }: Ledger) =>
  book.slices('a:anna', 'points').map(({ lot, remaining }) => [lot.id, lot.lastDay, remaining]);

const ending = (days: number) =>
  ({ terms: { lots: { points: { expiry: { kind: 'days', days } } } } }) as const;

test('PST-13 refunds of a spend never exceed it; the excess is reported and not paid', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 100);
  anna.spend('s', 60, 'l');
  back(anna, 's#1', 40);
  expect(incidents(back(anna, 's#1', 40))).toEqual(['refund-excess 20']);
  expect(incidents(back(anna, 's#1', 1))).toEqual(['refund-excess 1']);
  expect(anna.available()).toBe(60);
});

test('PST-13 a refund names a spend of the same owner and asset, or nothing moves', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 50);
  anna.spend('s', 50, 'l');
  expect(incidents(back(anna, 'e#1', 5))).toEqual(['effect-unknown 5']);
  expect(incidents(back(anna, 'nothing#1', 5))).toEqual(['effect-unknown 5']);
  expect(incidents(back(anna, 's#1', 5, 1, { member: BORIS }))).toEqual(['effect-unknown 5']);
  expect(anna.available()).toBe(50);
});

test('PST-13 what was taken last comes back first, to its own lot or with the days that are promised', () => {
  const anna = ledger();
  anna.earn('a', 50, ending(40));
  anna.earn('b', 50, ending(90));
  anna.grant('l', 60);
  anna.spend('s', 60, 'l');
  back(anna, 's#1', 60, 20);
  expect(lots(anna)).toEqual([
    ['a#1/entry-4#1', dayOf(50), 50],
    ['b#1', dayOf(91), 50],
  ]);
});

test('PST-13 a part of a spend comes back from its end', () => {
  const anna = ledger();
  anna.earn('a', 50, ending(40));
  anna.earn('b', 50, ending(90));
  anna.grant('l', 70);
  anna.spend('s', 70, 'l');
  back(anna, 's#1', 30);
  expect(lots(anna)).toEqual([
    ['a#1', dayOf(41), 10],
    ['b#1', dayOf(91), 50],
  ]);
});

test('PST-13 what is owed is repaid by what was taken last', () => {
  const anna = ledger();
  anna.earn('a', 50, ending(40));
  anna.earn('b', 50, ending(90));
  anna.grant('l', 100);
  anna.spend('s', 100, 'l');
  anna.entry({ kind: 'RETURN', parts: [{ effect: 'CLAWBACK', amount: 30, ref: 'a#1' }] });
  back(anna, 's#1', 100);
  expect(lots(anna)).toEqual([
    ['a#1', dayOf(41), 50],
    ['b#1', dayOf(91), 20],
  ]);
});

test('PST-13 what the house has paid of a spend goes back to the house before anything comes to the owner', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 40);
  anna.spend('s', 100, 'l');
  expect([anna.loss(), anna.available()]).toEqual([60, 60]);
  back(anna, 's#1', 70);
  expect([anna.loss(), anna.available()]).toEqual([0, 70]);
  back(anna, 's#1', 30);
  expect(anna.available()).toBe(100);
});

test('I19 PST-3 a refund repays what is owed first', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 80);
  anna.spend('s', 80, 'l');
  anna.entry({ kind: 'RETURN', parts: [{ effect: 'CLAWBACK', amount: 100, ref: 'e#1' }] });
  expect(anna.account('d:anna')).toBe(-80);
  back(anna, 's#1', 30);
  expect([anna.account('d:anna'), anna.available()]).toEqual([-50, 0]);
  back(anna, 's#1', 50);
  expect([anna.account('d:anna'), anna.available()]).toEqual([0, 0]);
});

test('PST-13 a lot that visits keep alive takes its spent points back with the end that it has now', () => {
  const anna = ledger();
  anna.earn('e', 100, { terms: { lots: { points: { expiry: { kind: 'inactivity', days: 60 } } } } });
  anna.grant('l', 10);
  anna.spend('s', 10, 'l', { businessDate: dayOf(20) });
  anna.entry({ businessDate: dayOf(25) });
  back(anna, 's#1', 10, 26);
  expect(lots(anna)).toEqual([['e#1', dayOf(85), 100]]);
});

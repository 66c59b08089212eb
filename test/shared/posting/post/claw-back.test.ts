import { expect, test } from 'vitest';
import { asId, type StoreId } from '../../../../shared/kernel/ids.ts';
import { dayOf, hour, incidents, type Ledger, ledger } from '../ledger.ts';

const back = (from: Ledger, ref: string, amount: number, said = {}) =>
  from.entry({ kind: 'RETURN', parts: [{ effect: 'CLAWBACK', amount, ref }], ...said });

const left = ({ book }: Ledger) =>
  Object.fromEntries(book.slices('a:anna', 'points').map(({ lot, remaining }) => [lot.id, remaining]));

test('PST-14 what was earned is taken from its own lot first, however old the others are', () => {
  const anna = ledger();
  anna.earn('old', 50, { atMs: hour(1) });
  anna.earn('new', 50, { atMs: hour(2) });
  back(anna, 'new#1', 30);
  expect(left(anna)).toEqual({ 'old#1': 50, 'new#1': 20 });
});

test('PST-14 then from what is pending, then from the rest in spending order; what is missing is owed', () => {
  const anna = ledger();
  anna.earn('a', 30);
  anna.grant('l', 30);
  anna.spend('s', 30, 'l');
  anna.earn('b', 10);
  anna.earn('pending', 10, { terms: { lots: { points: { pendingDays: 3 } } } });
  back(anna, 'a#1', 15);
  expect([anna.account('p:anna'), anna.available(), anna.account('d:anna')]).toEqual([0, 5, 0]);
  back(anna, 'a#1', 15);
  expect([anna.available(), anna.account('d:anna')]).toEqual([0, -10]);
});

test('PST-14 where the programme forgives, what is missing is let go', () => {
  const anna = ledger();
  anna.earn('a', 30);
  anna.grant('l', 30);
  anna.spend('s', 30, 'l');
  back(anna, 'a#1', 30, { terms: { shortfall: 'forgive' } });
  expect([anna.available(), anna.account('d:anna')]).toEqual([0, 0]);
});

test('PST-14 what has ended of a lot counts as taken, once', () => {
  const anna = ledger();
  anna.earn('short', 40, { terms: { lots: { points: { expiry: { kind: 'days', days: 2 } } } } });
  anna.earn('other', 100);
  anna.due(5);
  expect(anna.account('h:expired')).toBe(40);
  back(anna, 'short#1', 25);
  expect([anna.available(), anna.account('h:expired')]).toEqual([100, 15]);
  back(anna, 'short#1', 15);
  expect([anna.available(), anna.account('h:expired')]).toEqual([100, 0]);
});

test('PST-14 clawbacks of an accrual never exceed it', () => {
  const anna = ledger();
  anna.earn('e', 40);
  anna.earn('other', 100);
  back(anna, 'e#1', 30);
  expect(incidents(back(anna, 'e#1', 30))).toEqual(['clawback-excess 20']);
  expect(anna.available()).toBe(100);
});

test('PST-14 a store that did not post the accrual takes nothing; a person may let it', () => {
  const anna = ledger();
  anna.earn('e', 40);
  const elsewhere = { id: 'back', store: asId<StoreId>('store-2') };
  expect(incidents(back(anna, 'e#1', 40, elsewhere))).toEqual(['clawback-elsewhere 40']);
  expect(anna.available()).toBe(40);
  const parts = [{ effect: 'CLAWBACK', amount: 40, ref: 'e#1' }] as const;
  anna.resolve({ ...elsewhere, kind: 'RETURN', parts }, 'post');
  expect(anna.available()).toBe(0);
});

test('PST-14 what is leased is not touched: it is owed, and repaid when it comes back', () => {
  const anna = ledger();
  anna.earn('e', 40);
  anna.grant('l', 30);
  back(anna, 'e#1', 40);
  expect([anna.leased('l'), anna.available(), anna.account('d:anna')]).toEqual([30, 0, -30]);
  anna.entry({ kind: 'RELEASE', member: null, released: [asId('l')] });
  expect([anna.leased('l'), anna.available(), anna.account('d:anna')]).toEqual([0, 0, 0]);
});

test('PST-14 a clawback names an accrual of the same owner and asset, or nothing moves', () => {
  const anna = ledger();
  anna.earn('e', 40);
  expect(incidents(back(anna, 'nothing#1', 4))).toEqual(['effect-unknown 4']);
  expect(incidents(back(anna, 'e#1', 4, { member: asId('boris') }))).toEqual(['effect-unknown 4']);
  const wallet = [{ effect: 'CLAWBACK', asset: 'wallet', amount: 4, ref: 'e#1' }] as const;
  expect(incidents(back(anna, '', 4, { parts: wallet }))).toEqual(['effect-unknown 4']);
  expect([anna.available(), anna.account('d:anna')]).toEqual([40, 0]);
});

test('PST-14 a lot that a refund has opened still belongs to its accrual', () => {
  const anna = ledger();
  anna.earn('e', 40, { terms: { lots: { points: { expiry: { kind: 'days', days: 10 } } } } });
  anna.grant('l', 40);
  anna.spend('s', 40, 'l');
  anna.entry({
    kind: 'RETURN',
    businessDate: dayOf(9),
    parts: [{ effect: 'REFUND', amount: 40, ref: 's#1' }],
  });
  anna.earn('other', 40);
  back(anna, 'e#1', 30, { businessDate: dayOf(9) });
  expect(left(anna)).toEqual({ 'e#1/entry-3#1': 10, 'other#1': 40 });
});

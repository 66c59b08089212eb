import { expect, test } from 'vitest';
import { asId, type IntentId, type LeaseId, type TillId } from '../../../../shared/kernel/ids.ts';
import { ANNA, BORIS, hour, incidents, type Ledger, ledger } from '../ledger.ts';

const wish = asId<IntentId>('wish');
const spending = (amount: number, lease: string) =>
  [{ effect: 'REDEEM', amount, lease: asId<LeaseId>(lease), intent: wish }] as const;
const abandon = (from: Ledger, said = {}) =>
  from.entry({ kind: 'ABANDON', member: null, intent: { id: wish, owner: ANNA }, ...said });

function asked(): Ledger {
  const anna = ledger();
  anna.earn('e', 100);
  anna.entry({ kind: 'INTENT', member: null, intent: { id: wish, owner: ANNA } });
  anna.grant('l', 60, { intent: wish });
  return anna;
}

test('INT-1 the sale that an intent was for uses its lease, and closes it', () => {
  const anna = asked();
  anna.entry({ id: 's', parts: spending(45, 'l') });
  expect(anna.book.lease(asId('l'))?.state).toBe('CLOSED');
  expect([anna.leased('l'), anna.available()]).toEqual([0, 55]);
  expect(anna.book.intent(wish)).toMatchObject({ state: 'spent', entries: ['s'] });
});

test('INT-1 a second entry that carries the same intent is refunded at once', () => {
  const anna = asked();
  anna.grant('other', 40, { holder: { till: asId('till-2'), epoch: 1 } });
  anna.entry({ id: 'first', parts: spending(60, 'l') });
  const second = anna.entry({ id: 'second', till: asId('till-2'), parts: spending(40, 'other') });
  expect(incidents(second)).toEqual(['intent-twice 40']);
  expect(anna.available()).toBe(40);
  expect(anna.book.effect('second#1')).toMatchObject({ amount: 40, undone: 40 });
  expect(anna.book.effect('first#1')).toMatchObject({ undone: 0 });
});

test('INT-2 an intent that is abandoned after its spend gives the spend back', () => {
  const anna = asked();
  anna.entry({ id: 's', parts: spending(45, 'l') });
  expect(incidents(abandon(anna))).toEqual(['intent-abandoned 45']);
  expect(anna.available()).toBe(100);
});

test('INT-2 a spend that comes after its intent was abandoned is given back too', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('mate', 50);
  abandon(anna);
  const late = anna.entry({ id: 's', parts: spending(45, 'mate') });
  expect(incidents(late)).toEqual(['intent-abandoned 45']);
  expect(anna.available() + anna.leased('mate')).toBe(100);
});

test('INT-2 LEA-3 ABANDON closes the lease of its intent; what is not abandoned stays', () => {
  const anna = asked();
  anna.grant('other', 20);
  abandon(anna);
  expect([anna.leased('l'), anna.leased('other'), anna.available()]).toEqual([0, 20, 80]);
});

test('INT-2 nothing is granted for an intent that is over', () => {
  const anna = asked();
  abandon(anna);
  expect(anna.grant('again', 10, { intent: wish }).leases).toEqual([]);
  const early = asId<IntentId>('early');
  abandon(anna, { intent: { id: early, owner: ANNA } });
  expect(anna.grant('late', 10, { intent: early }).leases).toEqual([]);
});

test('INT-3 an intent has one lease, for its own owner, at the till that opened it', () => {
  const anna = asked();
  anna.earn('b', 50, { member: BORIS });
  expect(anna.grant('second', 10, { intent: wish }).leases).toEqual([]);
  const fresh = asId<IntentId>('fresh');
  anna.entry({ kind: 'INTENT', member: null, intent: { id: fresh, owner: ANNA } });
  expect(anna.grant('boris', 10, { intent: fresh, owner: BORIS }).leases).toEqual([]);
  const elsewhere = { till: asId<TillId>('till-2'), epoch: 1 };
  expect(anna.grant('away', 10, { intent: fresh, holder: elsewhere }).leases).toEqual([]);
  expect(anna.grant('fits', 10, { intent: fresh }).leases).toHaveLength(1);
});

test('INT-3 no other till and no other owner ends an intent', () => {
  const anna = asked();
  anna.entry({ id: 's', parts: spending(45, 'l') });
  expect(incidents(abandon(anna, { till: asId('till-2') }))).toEqual(['intent-elsewhere 0']);
  expect(incidents(abandon(anna, { intent: { id: wish, owner: BORIS } }))).toEqual(['intent-elsewhere 0']);
  expect(anna.available()).toBe(55);
});

test('INT-3 a spend of one owner does not use up the intent of another', () => {
  const anna = asked();
  anna.earn('b', 50, { member: BORIS });
  anna.grant('of-boris', 20, { owner: BORIS });
  const spend = anna.entry({ id: 's', member: BORIS, parts: spending(20, 'of-boris') });
  expect(incidents(spend)).toEqual(['intent-elsewhere 0']);
  expect(anna.book.intent(wish)?.state).toBe('open');
});

test('LEA-3 an ABANDON from outside the chain ends the intent, but gives no lease back', () => {
  const anna = asked();
  abandon(anna, { id: 'abandon', via: 'beside' });
  expect([anna.book.intent(wish)?.state, anna.leased('l')]).toEqual(['abandoned', 60]);
  abandon(anna, { id: 'abandon', via: 'chain', atMs: hour(11) });
  expect([anna.leased('l'), anna.available()]).toEqual([0, 100]);
});

test('PST-10 a till under suspicion gives no spend back by itself', () => {
  const anna = asked();
  anna.entry({ id: 's', parts: spending(45, 'l') });
  abandon(anna, { suspended: true });
  expect([anna.book.intent(wish)?.state, anna.available()]).toEqual(['spent', 55]);
});

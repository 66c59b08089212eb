import { expect, test } from 'vitest';
import { asId } from '../../../../shared/kernel/ids.ts';
import { memoryBook } from '../../../../shared/posting/book/memory-book.ts';
import { ANNA, BORIS, dayOf, hour, incidents, ledger } from '../ledger.ts';

test('PST-3 what is earned repays a debt first; the rest is a lot of its own', () => {
  const anna = ledger();
  anna.earn('e', 50);
  anna.grant('l', 50);
  anna.spend('s', 50, 'l');
  anna.entry({ kind: 'RETURN', parts: [{ effect: 'CLAWBACK', amount: 50, ref: 'e#1' }] });
  anna.earn('next', 80);
  expect([anna.account('d:anna'), anna.available()]).toEqual([0, 30]);
  expect(anna.book.effect('next#1')?.slices).toMatchObject([{ lot: { id: 'next#1' }, remaining: 30 }]);
});

test('PST-5 a lot lives as the programme of its own sale says, or as long as the award itself', () => {
  const anna = ledger();
  anna.entry({
    id: 'e',
    terms: { lots: { points: { expiry: { kind: 'months', months: 1 }, pendingDays: 1 } } },
    parts: [{ amount: 10 }, { amount: 5, validDays: 7 }, { amount: 3, asset: 'wallet' }],
  });
  const lots = anna.book.slices('p:anna', 'points').map(({ lot }) => [lot.id, lot.activeOn, lot.lastDay]);
  expect(lots).toEqual([
    ['e#2', dayOf(2), dayOf(8)],
    ['e#1', dayOf(2), dayOf(32)],
  ]);
  expect([anna.available(), anna.available(ANNA, 'wallet')]).toEqual([0, 3]);
});

test('PST-5 what is earned for somebody else, or on a gift card, is theirs', () => {
  const anna = ledger();
  anna.entry({
    parts: [
      { amount: 10, to: BORIS },
      { amount: 500, asset: 'giftcard', cardId: '5001' },
    ],
  });
  expect([anna.available(), anna.available(BORIS)]).toEqual([0, 10]);
  expect(anna.available('card:5001', 'giftcard')).toBe(500);
});

test('PST-10 what is earned under suspicion, or by nobody whom HQ knows, waits in suspense', () => {
  const anna = ledger(memoryBook({ knows: (owner) => owner === ANNA }));
  anna.earn('suspect', 10, { suspended: true });
  expect(incidents(anna.earn('stranger', 5, { member: asId('nobody') }))).toEqual(['owner-unknown 5']);
  anna.entry({ id: 'half', parts: [{ amount: 1 }, { amount: 2 }], held: [2] });
  expect([anna.available(), anna.account('s:till-1')]).toEqual([1, 17]);
  expect([anna.book.effect('suspect#1'), anna.book.effect('half#2')]).toEqual([null, null]);
});

test('PST-10 a person posts what waited, or sends it back; the part that was posted is not posted again', () => {
  const anna = ledger();
  const half = { id: 'half', parts: [{ amount: 1 }, { amount: 2 }], held: [2] };
  anna.entry(half);
  anna.resolve(half, 'post');
  expect([anna.available(), anna.account('s:till-1')]).toEqual([3, 0]);
  expect(anna.book.effect('half#2')).toMatchObject({ amount: 2, slices: [{ lot: { id: 'half#2' } }] });
  anna.earn('suspect', 10, { suspended: true });
  anna.resolve({ id: 'suspect', parts: [{ amount: 10 }] }, 'refuse');
  expect([anna.available(), anna.account('s:till-1')]).toEqual([3, 0]);
});

test('PST-10 goods that left under suspicion burn their lease; nothing is refunded until a person says so', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 50);
  anna.spend('s', 20, 'l', { suspended: true });
  expect([anna.leased('l'), anna.account('h:redeemed'), anna.loss()]).toEqual([30, 20, 0]);
  const back = {
    id: 'back',
    kind: 'RETURN' as const,
    parts: [
      { effect: 'REFUND' as const, amount: 20, ref: 's#1' },
      { effect: 'CLAWBACK' as const, amount: 10, ref: 'e#1' },
    ],
  };
  anna.entry({ ...back, suspended: true });
  expect(anna.available()).toBe(50);
  anna.resolve(back, 'post');
  expect(anna.available()).toBe(60);
});

test('PST-10 an entry under suspicion still proves how late it is in its chain', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 50, { expiresAtMs: hour(12) });
  anna.earn('suspect', 1, { suspended: true, atMs: hour(12) });
  expect([anna.leased('l'), anna.available()]).toEqual([0, 100]);
});

test('PST-9 an entry that was posted moves nothing when it comes again', () => {
  const anna = ledger();
  anna.earn('e', 100);
  const again = anna.earn('e', 100);
  expect([again.movements, again.effects, anna.available()]).toEqual([[], [], 100]);
});

test('PST-9 what came another way before still proves its place in its chain when it comes in order', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 40, { expiresAtMs: hour(12) });
  anna.grant('released', 40, { expiresAtMs: hour(90) });
  const release = { kind: 'RELEASE' as const, member: null, released: [asId<never>('released')], id: 'r' };
  anna.entry({ ...release, via: 'beside', atMs: hour(13) });
  expect([anna.leased('l'), anna.leased('released')]).toEqual([40, 40]);
  anna.entry({ ...release, atMs: hour(13) });
  expect([anna.leased('l'), anna.leased('released'), anna.available()]).toEqual([0, 0, 100]);
});

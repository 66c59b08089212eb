import { expect, test } from 'vitest';
import { asId, type LeaseId } from '../../../../shared/kernel/ids.ts';
import { MAX_LEASE_LOTS } from '../../../../shared/kernel/limits.ts';
import type { EntryKind } from '../../../../shared/ledger/entry.ts';
import { largestGrant } from '../../../../shared/posting/post/grant.ts';
import { ANNA, dayOf, hour, type Ledger, ledger } from '../ledger.ts';

const lease = (name: string) => asId<LeaseId>(name);
const state = ({ book }: Ledger, name: string) => book.lease(lease(name))?.state;
const ending = (days: number) =>
  ({ terms: { lots: { points: { expiry: { kind: 'days', days } } } } }) as const;
const slicesOf = ({ book }: Ledger, account: string) =>
  book.slices(account, 'points').map(({ lot, remaining }) => [lot.id, remaining]);

test('LEA-1 a grant takes what ends first, slice by slice, and the slices keep their lots', () => {
  const anna = ledger();
  anna.earn('never', 30);
  anna.earn('late', 30, ending(90));
  anna.earn('soon', 30, ending(20));
  anna.grant('l', 40);
  expect(slicesOf(anna, 'l:l')).toEqual([
    ['soon#1', 30],
    ['late#1', 10],
  ]);
  expect(slicesOf(anna, 'a:anna')).toEqual([
    ['late#1', 20],
    ['never#1', 30],
  ]);
});

test('LEA-1 nothing is granted that the balance does not cover, or twice under one name', () => {
  const anna = ledger();
  anna.earn('e', 30);
  expect(anna.grant('l', 31).leases).toEqual([]);
  expect(anna.grant('none', 0).leases).toEqual([]);
  expect(anna.grant('l', 30).leases).toHaveLength(1);
  anna.earn('more', 30);
  expect(anna.grant('l', 10).movements).toEqual([]);
  expect([anna.available(), anna.leased('l')]).toEqual([30, 30]);
});

test('I19 LEA-1 who owes something gets no grant', () => {
  const anna = ledger();
  anna.earn('e', 30);
  anna.grant('l', 30);
  anna.entry({ kind: 'RETURN', parts: [{ effect: 'CLAWBACK', amount: 10, ref: 'e#1' }] });
  expect(anna.account('d:anna')).toBe(-10);
  expect(largestGrant(anna.book, { owner: ANNA, asset: 'points', today: dayOf(1) })).toBe(0);
  expect(anna.grant('more', 1).leases).toEqual([]);
});

test('I19 LEA-1 nor where a return, by the till a day ahead, has left what HQ still counts as good', () => {
  const anna = ledger();
  anna.earn('e', 30);
  anna.grant('l', 30);
  anna.earn('short', 20, ending(2));
  const parts = [{ effect: 'CLAWBACK', amount: 30, ref: 'e#1' }] as const;
  anna.entry({ kind: 'RETURN', businessDate: dayOf(4), parts });
  expect([anna.available(), anna.account('d:anna')]).toEqual([20, -30]);
  expect(anna.grant('more', 1, { today: dayOf(3) }).leases).toEqual([]);
});

test('LEA-1 what ended yesterday is not granted, what is active since today is', () => {
  const anna = ledger();
  anna.earn('ended', 30, ending(2));
  anna.earn('pending', 20, { terms: { lots: { points: { pendingDays: 3 } } } });
  const on = (day: number) => largestGrant(anna.book, { owner: ANNA, asset: 'points', today: dayOf(day) });
  expect([on(1), on(3), on(4)]).toEqual([30, 30, 20]);
  anna.grant('l', 20, { today: dayOf(4) });
  expect([slicesOf(anna, 'l:l'), anna.available(), anna.account('h:expired')]).toEqual([
    [['pending#1', 20]],
    0,
    30,
  ]);
});

test('LEA-1 one grant carries no more lots than a till can take', () => {
  const anna = ledger();
  for (let lots = 0; lots < MAX_LEASE_LOTS + 5; lots += 1) anna.earn(`e${lots}`, 2);
  const most = largestGrant(anna.book, { owner: ANNA, asset: 'points', today: dayOf(1) });
  expect(most).toBe(2 * MAX_LEASE_LOTS);
  expect(anna.grant('l', most + 1).leases).toEqual([]);
  expect(anna.grant('l', most).leases).toHaveLength(1);
});

test('LEA-3 RELEASE gives back what is left, and only the holder says it', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 60);
  anna.spend('s', 20, 'l');
  const release = { kind: 'RELEASE' as const, member: null, released: [lease('l'), lease('unknown')] };
  anna.entry({ ...release, till: asId('till-2') });
  anna.entry({ ...release, epoch: 2 });
  anna.entry({ ...release, via: 'beside' });
  expect(anna.leased('l')).toBe(40);
  anna.entry(release);
  expect([anna.leased('l'), anna.available(), state(anna, 'l')]).toEqual([0, 80, 'CLOSED']);
});

test('LEA-3 an entry of the chain at or after the end closes a lease, after its own spends', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 60, { expiresAtMs: hour(12) });
  anna.earn('before', 1, { atMs: hour(11) });
  expect(anna.leased('l')).toBe(60);
  anna.earn('elsewhere', 1, { atMs: hour(13), till: asId('till-2') });
  anna.earn('next-epoch', 1, { atMs: hour(13), epoch: 2 });
  anna.earn('copy', 1, { atMs: hour(13), via: 'beside' });
  expect(anna.leased('l')).toBe(60);
  anna.spend('s', 20, 'l', { atMs: hour(12) });
  expect([anna.leased('l'), state(anna, 'l'), anna.loss()]).toEqual([0, 'CLOSED', 0]);
  expect(anna.available()).toBe(84);
});

test.each<EntryKind>(['TICK', 'BOOT', 'DAY_CLOSE'])(
  'LEA-3 %s proves the time of its chain like any entry',
  (kind) => {
    const anna = ledger();
    anna.earn('e', 10);
    anna.grant('l', 10, { expiresAtMs: hour(12) });
    anna.entry({ kind, member: null, atMs: hour(12) });
    expect(anna.available()).toBe(10);
  },
);

test('LEA-3 after a SEAL nothing of the epoch is spent, so all its leases come back at once', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 60, { expiresAtMs: hour(72) });
  anna.grant('other', 20, { holder: { till: asId('till-2'), epoch: 1 } });
  anna.entry({ kind: 'SEAL', member: null });
  expect([anna.leased('l'), anna.leased('other'), anna.available()]).toEqual([0, 20, 80]);
});

test('LEA-5 a slice that comes back after its last day has ended; the others find their lots again', () => {
  const anna = ledger();
  anna.earn('short', 20, ending(2));
  anna.earn('long', 50, ending(60));
  anna.grant('l', 40);
  expect(anna.due(4).movements).toEqual([]);
  anna.entry({ kind: 'RELEASE', member: null, released: [lease('l')], businessDate: dayOf(4) });
  expect([slicesOf(anna, 'a:anna'), anna.account('h:expired')]).toEqual([[['long#1', 50]], 20]);
});

test('LEA-5 a till whose clock runs ahead ends nobody’s lots', () => {
  const anna = ledger();
  anna.earn('e', 50, ending(60));
  anna.grant('l', 40);
  anna.entry({ kind: 'TICK', member: null, atMs: hour(9000), businessDate: dayOf(370), hqDay: dayOf(4) });
  expect([anna.available(), anna.account('h:expired')]).toEqual([50, 0]);
});

test('LEA-7 a silent lease is frozen and still pays; proof closes it whenever it comes', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 60, { expiresAtMs: hour(12) });
  anna.post({ kind: 'FREEZE', lease: lease('l') });
  anna.spend('late', 20, 'l', { atMs: hour(11) });
  expect([anna.leased('l'), state(anna, 'l'), anna.loss()]).toEqual([40, 'FROZEN', 0]);
  anna.entry({ kind: 'TICK', member: null, atMs: hour(900) });
  expect([anna.leased('l'), state(anna, 'l'), anna.available()]).toEqual([0, 'CLOSED', 80]);
});

test('LEA-8 only what was frozen is written off, and its remainder goes back to the owner', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 60);
  const writeOff = (ref: string) => anna.post({ kind: 'WRITE_OFF', ref, lease: lease('l') });
  expect(writeOff('too-early').leases).toEqual([]);
  anna.post({ kind: 'FREEZE', lease: lease('l') });
  writeOff('w');
  expect([anna.leased('l'), state(anna, 'l'), anna.available()]).toEqual([0, 'WRITTEN_OFF', 100]);
  anna.entry({ kind: 'TICK', member: null, atMs: hour(900) });
  expect(state(anna, 'l')).toBe('WRITTEN_OFF');
});

test('LEA-7 what the house has lent goes back to it first when the lease closes', () => {
  const anna = ledger();
  anna.earn('e', 100);
  anna.grant('l', 60);
  // Somebody has put 1,000 points into the pool.
  const pool = anna.book.state.balances as Map<string, number>;
  pool.set('h:risk points', 1000);
  pool.set('h:issued points', (pool.get('h:issued points') ?? 0) - 1000);
  const lend = () => anna.post({ kind: 'GUARANTEE', lease: lease('l'), amount: 50, today: dayOf(6) });
  expect(lend().movements).toEqual([]);
  anna.post({ kind: 'FREEZE', lease: lease('l') });
  lend();
  expect(lend().movements).toEqual([]);
  expect([anna.available(), anna.leased('l'), anna.account('h:risk')]).toEqual([90, 60, 950]);
  anna.spend('late', 20, 'l');
  anna.entry({ kind: 'RELEASE', member: null, released: [lease('l')] });
  expect([anna.available(), anna.leased('l'), anna.account('h:risk')]).toEqual([90, 0, 990]);
});

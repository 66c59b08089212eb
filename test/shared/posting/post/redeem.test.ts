import { expect, test } from 'vitest';
import { asId, type LeaseId, type TillId } from '../../../../shared/kernel/ids.ts';
import { ANNA, BORIS, dayOf, hour, incidents, ledger } from '../ledger.ts';

const lease = (name: string) => asId<LeaseId>(name);

test('PST-12 a redemption takes from the lease that it names, oldest lots first, and from no balance', () => {
  const { earn, grant, spend, available, leased, account, book } = ledger();
  earn('late', 50, { terms: { lots: { points: { expiry: { kind: 'days', days: 90 } } } } });
  earn('soon', 50, { terms: { lots: { points: { expiry: { kind: 'days', days: 40 } } } } });
  grant('l', 80);
  const { movements } = spend('sale', 60, 'l');
  expect(movements.map(({ lot, amount }) => [lot, amount])).toEqual([
    ['soon#1', 50],
    ['late#1', 10],
  ]);
  expect([available(), leased('l'), account('h:redeemed')]).toEqual([20, 20, 60]);
  expect(book.effect('sale#1')).toMatchObject({ effect: 'REDEEM', amount: 60, undone: 0, owner: ANNA });
});

test('PST-12 what the lease does not hold the house pays, and somebody hears of it', () => {
  const { earn, grant, spend, available, leased, loss } = ledger();
  earn('e', 100);
  grant('l', 30);
  expect(incidents(spend('sale', 50, 'l'))).toEqual(['lease-overspent 20']);
  expect([available(), leased('l'), loss()]).toEqual([70, 0, 20]);
  expect(incidents(spend('other', 9, 'nobody-gave-it'))).toEqual(['lease-unknown 9']);
  expect(incidents(spend('none', 1, null))).toEqual(['lease-unknown 1']);
  expect([available(), loss()]).toEqual([70, 30]);
});

test('PST-12 two parts of one sale on the same lease take from it one after the other', () => {
  const { earn, grant, entry, loss } = ledger();
  earn('e', 100);
  grant('l', 50);
  const part = { effect: 'REDEEM', amount: 30, lease: lease('l') } as const;
  expect(incidents(entry({ parts: [part, part] }))).toEqual(['lease-overspent 10']);
  expect(loss()).toBe(10);
});

test('I18 PST-12 a coupon is used once: a second use, at another till, is paid by the house', () => {
  const { earn, grant, spend, account, loss } = ledger();
  const coupon = { effect: 'REDEEM', asset: 'coupon:tea', amount: 1 } as const;
  earn('e', 1, { parts: [{ effect: 'EARN', asset: 'coupon:tea', amount: 1 }] });
  const elsewhere = { till: asId<TillId>('till-2'), epoch: 1 };
  grant('l', 1, { asset: 'coupon:tea' });
  expect(grant('second', 1, { asset: 'coupon:tea', holder: elsewhere }).leases).toEqual([]);
  spend('s', 1, 'l', { parts: [{ ...coupon, lease: lease('l') }] });
  const twice = spend('t', 1, 'l', { till: asId('till-2'), parts: [{ ...coupon, lease: lease('l') }] });
  expect(incidents(twice)).toEqual(['lease-of-another 1']);
  expect([account('h:redeemed', 'coupon:tea'), account('h:loss', 'coupon:tea'), loss()]).toEqual([2, -1, 0]);
});

test('LEA-2 a lease pays for nobody but its owner, for no other asset and in no other chain', () => {
  const { earn, grant, spend, leased, loss } = ledger();
  earn('e', 100);
  grant('l', 60);
  expect(incidents(spend('a', 5, 'l', { member: BORIS }))).toEqual(['lease-of-another 5']);
  expect(incidents(spend('b', 5, 'l', { till: asId('till-2') }))).toEqual(['lease-of-another 5']);
  expect(incidents(spend('c', 5, 'l', { epoch: 2 }))).toEqual(['lease-of-another 5']);
  const wallet = { effect: 'REDEEM', asset: 'wallet', amount: 5, lease: lease('l') } as const;
  expect(incidents(spend('d', 5, 'l', { parts: [wallet] }))).toEqual(['lease-of-another 5']);
  expect([leased('l'), loss()]).toEqual([60, 15]);
});

test('LEA-4 a spend after the end of an open lease is paid from it and reported', () => {
  const { earn, grant, spend, leased, available } = ledger();
  earn('e', 100);
  grant('l', 60, { expiresAtMs: hour(12) });
  expect(incidents(spend('s', 40, 'l', { atMs: hour(12), via: 'beside' }))).toEqual(['lease-late 40']);
  expect(leased('l')).toBe(20);
  spend('again', 20, 'l', { atMs: hour(13) });
  expect([leased('l'), available()]).toEqual([0, 40]);
});

test('LEA-4 a spend of a lease that was closed or written off is the cost of the house', () => {
  const { earn, grant, spend, entry, post, available, loss } = ledger();
  earn('e', 100);
  grant('closed', 40);
  entry({ kind: 'RELEASE', member: null, released: [lease('closed')] });
  expect(incidents(spend('a', 10, 'closed'))).toEqual(['lease-closed 10']);
  grant('given-up', 40);
  post({ kind: 'FREEZE', lease: lease('given-up') });
  post({ kind: 'WRITE_OFF', ref: 'writeoff:given-up', lease: lease('given-up') });
  expect(incidents(spend('b', 10, 'given-up'))).toEqual(['lease-written-off 10']);
  expect([available(), loss()]).toEqual([100, 20]);
});

test('LEA-4 a slice past its last day pays last, as the till counts it', () => {
  const { earn, grant, spend } = ledger();
  earn('short', 30, { terms: { lots: { points: { expiry: { kind: 'days', days: 2 } } } } });
  earn('long', 30);
  grant('l', 60);
  const { movements } = spend('s', 40, 'l', { businessDate: dayOf(5) });
  expect(movements.map(({ lot, amount }) => [lot, amount])).toEqual([
    ['long#1', 30],
    ['short#1', 10],
  ]);
});

test('PST-8 an amount that no trade moves is reported and not posted', () => {
  const { entry, available, account } = ledger();
  const parts = [
    { effect: 'EARN', amount: 10 ** 12 },
    { effect: 'EARN', amount: 10 ** 12 + 1 },
    { effect: 'REDEEM', amount: Number.MAX_SAFE_INTEGER },
  ] as const;
  expect(incidents(entry({ parts }))).toEqual([
    `amount-beyond-limit ${10 ** 12 + 1}`,
    `amount-beyond-limit ${Number.MAX_SAFE_INTEGER}`,
  ]);
  expect([available(), account('h:loss')]).toEqual([10 ** 12, 0]);
});

test('PST-8 a part with the number of another is reported and not posted', () => {
  const { entry, available } = ledger();
  const changes = entry({ parts: [{ amount: 3 }, { n: 1, amount: 5 }, { n: 4, amount: 7 }] });
  expect(incidents(changes)).toEqual(['amount-beyond-limit 5']);
  expect(available()).toBe(10);
});

test('PST-8 a balance stays a whole number that can be said exactly', () => {
  const { earn, book, available } = ledger();
  const full = Number.MAX_SAFE_INTEGER - 5;
  for (const [sum, from] of [
    [full, 'a:anna'],
    [-full, 'h:issued'],
  ] as const)
    (book.state.balances as Map<string, number>).set(`${from} points`, sum);
  (book.state.slices as Map<string, unknown>).set('a:anna points', [
    {
      lot: { id: 'x#1', asset: 'points', earnedAtMs: 0, activeOn: dayOf(1), lastDay: null, idleDays: null },
      remaining: full,
    },
  ]);
  expect(incidents(earn('e', 6))).toEqual(['amount-beyond-limit 6']);
  expect(available()).toBe(full);
});

test('PST-8 a day beyond the calendar brings nothing down', () => {
  const { earn, grant, spend, entry, available } = ledger();
  const ends = { lots: { points: { expiry: { kind: 'endOfYear', years: 3 } } } } as const;
  for (const [at, day] of ['9999-99-99', '0000-00-00', '2026-00-00'].entries())
    earn(`e${at}`, 10, { businessDate: day as ReturnType<typeof dayOf>, terms: ends });
  expect(available()).toBe(30);
  grant('l', 10);
  spend('s', 10, 'l', { businessDate: '9999-12-31' as ReturnType<typeof dayOf> });
  entry({
    kind: 'RETURN',
    businessDate: '9999-12-31' as ReturnType<typeof dayOf>,
    parts: [{ effect: 'REFUND', amount: 10, ref: 's#1' }],
  });
  // The oldest lot ended long ago; the grant has seen it.
  expect(available()).toBe(20);
});

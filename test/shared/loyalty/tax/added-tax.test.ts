import { expect, test } from 'vitest';
import { asId, type TaxId } from '../../../../shared/kernel/ids.ts';
import { bps } from '../../../../shared/kernel/units.ts';
import { lei, lines, on, price, rule, toPay } from '../../../support/builders/prices.ts';

const added = (rateBps: number) => [
  { id: asId<TaxId>('A'), letter: 'A', rateBps: bps(rateBps), mode: 'added' as const },
];
const taxesOf = (outcome: ReturnType<typeof price>) =>
  outcome.taxes.map(({ totalMinor, taxMinor }) => [totalMinor / 100, taxMinor / 100]);

test('TAX-2 an amount off is off what the customer pays', () => {
  const five = rule('five', { kind: 'amountOff', amountMinor: lei(5) });
  const outcome = price(lines(['a', 10]), { rules: [five], seen: { taxes: added(2000) } });
  expect([toPay(outcome), taxesOf(outcome)]).toEqual([7, [[7, 1.17]]]);
});

test('TAX-2 a deposit stays whole and is not taxed', () => {
  const half = rule('half', { kind: 'percentOff', percentBps: 5000 });
  const outcome = price(lines(['a', 100, { depositMinor: lei(10), pieces: 2 }]), {
    rules: [half],
    seen: { taxes: added(1500) },
  });
  expect([toPay(outcome), taxesOf(outcome)]).toEqual([135, [[115, 15]]]);
});

test('TAX-2 everything off leaves nothing of oddly priced goods', () => {
  const all = rule('all', { kind: 'percentOff', percentBps: 10_000 });
  const goods = lines(['a', 5.6], ['b', 8.92], ['c', 44.91], ['d', 217.26], ['e', 2400]);
  expect(toPay(price(goods, { rules: [all], seen: { taxes: added(1500) } }))).toBe(0);
});

test('TAX-1 tax follows the discounted sums', () => {
  const tenth = rule('tenth', { kind: 'percentOff', percentBps: 1000 }, on('a'));
  const outcome = price(lines(['a', 120], ['b', 12]), { rules: [tenth] });
  expect(taxesOf(outcome)).toEqual([[120, 20]]);
});

/** Units of one line that no longer cost the same: rules that look at single units see each of them. */
import { expect, test } from 'vitest';
import { lei, lines, price, rule, takenBy } from '../../../support/builders/prices.ts';

const free = rule(
  'free',
  { kind: 'percentOff', percentBps: 10_000, units: { pick: 'cheapest' } },
  {
    stack: { group: 'a' },
  },
);

const then = { stack: { group: 'b' } };

test('DSC-5 an amount off each unit takes nothing from one that is free already', () => {
  const each = rule('each', { kind: 'amountOffEach', amountMinor: lei(8) }, then);
  expect(takenBy(price(lines(['mug', 10, { pieces: 3 }]), { rules: [free, each] }), 'each')).toBe(16);
});

test('DSC-5 a fixed price is that of each unit, not of the line: a free one makes no other dearer', () => {
  const fixed = rule('fixed', { kind: 'fixedPrice', priceMinor: lei(6) }, then);
  expect(takenBy(price(lines(['mug', 10, { pieces: 3 }]), { rules: [free, fixed] }), 'fixed')).toBe(8);
});

test('DSC-5 the first unit’s amount stops at what that unit costs', () => {
  const each = rule('each', { kind: 'amountOffEach', amountMinor: lei(30), furtherMinor: lei(1) });
  expect(takenBy(price(lines(['mug', 10, { pieces: 3 }]), { rules: [each] }), 'each')).toBe(12);
});

test('DSC-4 what is picked by price is spread in the order of the goods', () => {
  const cheapest = { pick: 'cheapest', count: 3 };
  const off = rule('off', { kind: 'percentOff', percentBps: 5_000, units: cheapest, capMinor: 1 });
  const parts = (...prices: number[]) =>
    price(lines(...prices.map((each, n) => [`p${n}`, each] as const)), { rules: [off] }).lines.map(
      ({ discountMinor }) => discountMinor,
    );
  expect(parts(1, 1, 1)).toEqual([1, 0, 0]);
});

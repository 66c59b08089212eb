import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { addDays, addMonths, dateOfDay, dayNumber, daysBetween } from '../../../shared/kernel/calendar.ts';

const date = asBusinessDate;

test('days are counted over months, leap years and the turn of a year', () => {
  expect(daysBetween(date('2026-12-30'), date('2027-01-02'))).toBe(3);
  expect(daysBetween(date('2028-02-28'), date('2028-03-01'))).toBe(2);
  expect(daysBetween(date('2027-02-28'), date('2027-03-01'))).toBe(1);
  expect(addDays(date('2026-03-01'), -1)).toBe('2026-02-28');
  expect(addDays(date('2026-01-01'), 365)).toBe('2027-01-01');
});

test('a month later is the same day, or the last one of a shorter month', () => {
  expect(addMonths(date('2026-01-31'), 1)).toBe('2026-02-28');
  expect(addMonths(date('2028-01-31'), 1)).toBe('2028-02-29');
  expect(addMonths(date('2026-11-30'), 3)).toBe('2027-02-28');
  expect(addMonths(date('2026-01-15'), -1)).toBe('2025-12-15');
});

test('every day of eight centuries comes back as itself, as a calendar that we did not write says', () => {
  const first = dayNumber(date('1970-01-01'));
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 200_000 }), (days) => {
      const wanted = new Date(days * 86_400_000).toISOString().slice(0, 10);
      expect(dateOfDay(first + days)).toBe(wanted);
      expect(dayNumber(date(wanted))).toBe(first + days);
    }),
  );
});

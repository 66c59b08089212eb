import { expect, test } from 'vitest';
import { asBusinessDate, businessDateOf, weekdayOf } from '../../../shared/kernel/business-date.ts';
import { epochMs } from '../../../shared/kernel/units.ts';

test.each([
  { wall: '2026-11-22T21:59:59Z', zone: 'Europe/Chisinau', date: '2026-11-22' },
  { wall: '2026-11-22T22:00:00Z', zone: 'Europe/Chisinau', date: '2026-11-23' },
  { wall: '2026-07-01T20:59:59Z', zone: 'Europe/Bucharest', date: '2026-07-01' },
  { wall: '2026-07-01T21:00:00Z', zone: 'Europe/Bucharest', date: '2026-07-02' },
  { wall: '2026-12-31T21:00:00Z', zone: 'Europe/Moscow', date: '2027-01-01' },
])('$wall is $date in $zone', ({ wall, zone, date }) => {
  expect(businessDateOf(epochMs(Date.parse(wall)), zone)).toBe(date);
});

test('ACC-7 every weekday of 2000–2040 agrees with the calendar', () => {
  for (let day = Date.UTC(2000, 0, 1); day < Date.UTC(2040, 0, 1); day += 86_400_000) {
    const text = new Date(day).toISOString().slice(0, 10);
    expect(weekdayOf(asBusinessDate(text))).toBe(((new Date(day).getUTCDay() + 6) % 7) + 1);
  }
});

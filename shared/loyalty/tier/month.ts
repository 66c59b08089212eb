import { asBusinessDate, type BusinessDate } from '../../kernel/business-date.ts';

/** `YYYY-MM`: it orders as text. */
export const monthOf = (date: BusinessDate): string => date.slice(0, 7);

/** The first day of the calendar period that holds the date. */
export function periodStart(period: 'month' | 'quarter' | 'year', date: BusinessDate): BusinessDate {
  const month = Number(date.slice(5, 7));
  const first = period === 'month' ? month : period === 'quarter' ? month - ((month - 1) % 3) : 1;
  return asBusinessDate(`${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`);
}

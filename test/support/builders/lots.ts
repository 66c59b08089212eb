/** Events of one member's balance, by day number: day 1 is the first of January. */
import { asBusinessDate, type BusinessDate } from '../../../shared/kernel/business-date.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import type {
  ClawbackEvent,
  EarnEvent,
  LotEvent,
  RefundEvent,
  SpendEvent,
} from '../../../shared/loyalty/lots/lot-event.ts';

export const day = (n: number): BusinessDate => addDays(asBusinessDate('2026-01-01'), n - 1);
export const earn = (
  id: string,
  amount: number,
  more: { on?: number; until?: number; pending?: number; idle?: number } & Partial<EarnEvent> = {},
): EarnEvent => {
  const { on = 1, until, pending = 0, idle, ...rest } = more;
  return {
    kind: 'earn',
    id,
    date: day(on),
    amount,
    terms: {
      activeOn: day(on + pending),
      lastDay: until === undefined ? null : day(until),
      idleDays: idle ?? null,
    },
    ...rest,
  };
};
export const spend = (id: string, amount: number, on = 1, more: Partial<SpendEvent> = {}): SpendEvent => ({
  kind: 'spend',
  id,
  date: day(on),
  amount,
  ...more,
});
export const refund = (of: string, amount: number, on = 1, more: Partial<RefundEvent> = {}): RefundEvent => ({
  kind: 'refund',
  id: `r-${of}-${amount}-${on}`,
  date: day(on),
  of,
  amount,
  ...more,
});
export const clawback = (
  of: string,
  amount: number,
  on = 1,
  more: Partial<ClawbackEvent> = {},
): ClawbackEvent => ({
  kind: 'clawback',
  id: `c-${of}-${amount}-${on}`,
  date: day(on),
  of,
  amount,
  ...more,
});
export const expiry = (on: number): LotEvent => ({ kind: 'expiry', date: day(on) });
export const visit = (on: number): LotEvent => ({ kind: 'visit', date: day(on) });

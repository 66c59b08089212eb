/** Cases of the kind `ledger`: one holder's balance of one asset as our lots fold it. */
import { unreachable } from '../../../shared/kernel/assert.ts';
import { asBusinessDate, type BusinessDate } from '../../../shared/kernel/business-date.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import type { LotTerms } from '../../../shared/loyalty/lots/lot-terms.ts';
import type { Differences } from '../differences.ts';
import { Differences as NewDifferences } from '../differences.ts';
import type { LedgerCase } from '../format/case-schema.ts';
import { hundredths, moneyOrNumber } from '../format/numbers.ts';
import type { LedgerEvent } from '../format/plain-schema.ts';
import { Untranslatable } from '../untranslatable.ts';
import { Book } from './book.ts';
import { compareFigures } from './compare-figures.ts';
import { refusedTo } from './personal-card.ts';
import { Sales } from './sales.ts';

/** The day 0 of events that name no date. */
const DAY_ZERO = asBusinessDate('2026-01-01');
const START = 'start';

export function runLedger(each: LedgerCase): readonly string[] {
  const book = new Book();
  const sales = new Sales(each, book);
  const differences = new NewDifferences();
  let today = DAY_ZERO;
  if (each.start > 0)
    book.earn({ ref: START, amount: hundredths(each.start), date: DAY_ZERO, terms: forEver(DAY_ZERO) });
  for (const event of each.events) {
    today = dateOf(event) ?? today;
    if (event.op === 'check') compareFigures(differences, event, book, today);
    else play(each, event, { book, sales, today, differences });
  }
  compareFigures(differences, each.expect, book, today);
  return differences.found;
}

type Stage = {
  readonly book: Book;
  readonly sales: Sales;
  readonly today: BusinessDate;
  readonly differences: Differences;
};

function play(each: LedgerCase, event: LedgerEvent, { book, sales, today }: Stage): void {
  switch (event.op) {
    case 'earn':
      return book.earn({
        ref: event.ref,
        amount: hundredths(event.points),
        date: today,
        terms: termsOf(each, event, today),
      });
    case 'spend':
      return book.spend({
        ref: event.ref ?? `spend-${book.length}`,
        amount: event.amount === undefined ? hundredths(event.points ?? 0) : moneyOrNumber(event.amount),
        date: today,
        proved: event.allow_deficit === true,
      });
    case 'redeem':
      if (event.who === undefined || event.who === 'owner')
        return book.redeem({ ref: event.order, amount: hundredths(event.points), date: today });
      return book.note(event.order, refusedTo(event.who, hundredths(event.points), hundredths(each.start)));
    case 'rollback':
      return book.undoSpending(refOf(event.of, event.order), {
        ref: event.ref ?? `rollback-${book.length}`,
        date: today,
      });
    case 'sale':
      return sales.sell(event, today);
    case 'refund':
      return sales.refund(event, today);
    case 'cancel':
      return sales.cancel(event.of, event.ref ?? `cancel-${book.length}`, today);
    case 'clawback':
      return book.clawBack({
        ref: event.ref ?? `clawback-${book.length}`,
        of: event.of,
        amount: event.requested === undefined ? null : hundredths(event.requested),
        date: today,
        forgives: each.clawback_policy === 'clamp_to_zero',
      });
    case 'expire_lot':
    case 'run_expiry':
      return book.writeOff(today);
    case 'issue':
    case 'topup':
      return book.earn({
        ref: event.ref ?? `issue-${book.length}`,
        amount: moneyOrNumber(event.amount),
        date: today,
        terms: forEver(today),
        op: event.op,
      });
    case 'issue_card':
      return sales.sellCard(event, today);
    case 'order':
      return order(event, book, today);
    case 'redeliver':
      return book.redeliver(refOf(event.of, event.ref));
    case 'check':
      return;
    default:
      return unreachable(event);
  }
}

/** One order earns once and takes its rewards one by one. */
function order(event: Extract<LedgerEvent, { op: 'order' }>, book: Book, date: BusinessDate): void {
  if (event.earn !== undefined)
    book.earn({ ref: event.ref, amount: hundredths(event.earn), date, terms: forEver(date) });
  for (const [index, amount] of (event.spend ?? []).entries())
    book.spend({ ref: `${event.ref}/${index}`, amount: hundredths(amount), date, proved: false });
}

const forEver = (activeOn: BusinessDate): LotTerms => ({ activeOn, lastDay: null, idleDays: null });

/** A date or a number of days is the last good day; a moment at midnight ends with the day before it. */
function termsOf(
  each: LedgerCase,
  event: Extract<LedgerEvent, { op: 'earn' }>,
  today: BusinessDate,
): LotTerms {
  const lastDay = lastDayOf(each, event, today);
  const activeOn = lastDay !== null && lastDay < today ? lastDay : today;
  return { activeOn, lastDay, idleDays: null };
}

export function lastDayOf(
  each: Pick<LedgerCase, 'expire_after_days'>,
  event: Extract<LedgerEvent, { op: 'earn' }>,
  today: BusinessDate,
): BusinessDate | null {
  if (event.expires !== undefined) return asBusinessDate(event.expires);
  if (event.expires_in_days !== undefined) return addDays(DAY_ZERO, event.expires_in_days);
  if (event.expires_at !== undefined) return addDays(dayOf(event.expires_at), -1);
  return each.expire_after_days === undefined ? null : addDays(today, each.expire_after_days);
}

function dayOf(moment: string): BusinessDate {
  if (!moment.endsWith('T00:00:00Z')) throw new Untranslatable(`a moment within a day: ${moment}`);
  return asBusinessDate(moment.slice(0, 10));
}

export function dateOf(event: LedgerEvent): BusinessDate | null {
  if (event.op === 'check') return null;
  if (event.date !== undefined) return asBusinessDate(event.date);
  if (event.op !== 'run_expiry') return null;
  if (event.day !== undefined) return addDays(DAY_ZERO, event.day);
  return event.at === undefined ? null : dayOf(event.at);
}

export const firstDay = DAY_ZERO;

function refOf(...refs: readonly (string | undefined)[]): string {
  const found = refs.find((ref) => ref !== undefined);
  if (found === undefined) throw new Untranslatable('an event that undoes nothing named');
  return found;
}

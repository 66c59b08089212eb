import { asBusinessDate, type BusinessDate } from '../../../shared/kernel/business-date.ts';
import { balanceOn, endingBy } from '../../../shared/loyalty/lots/lot-balance.ts';
import type { Differences } from '../differences.ts';
import { hundredths } from '../format/numbers.ts';
import type { LedgerFigures } from '../format/plain-schema.ts';
import type { Book, Row } from './book.ts';

const sum = (rows: readonly Row[]): number => rows.reduce((total, row) => total + row.amount, 0);

export function compareFigures(
  to: Differences,
  expected: LedgerFigures,
  book: Book,
  today: BusinessDate,
): void {
  const { available, pending, owed } = balanceOn(book.state, today);
  const figure = (what: string, value: number | undefined, got: number) => {
    if (value !== undefined) to.figure(what, hundredths(value), got);
  };
  const list = (what: string, values: readonly number[] | undefined, got: readonly number[]) => {
    if (values !== undefined) to.same(what, values.map(hundredths), got);
  };
  figure('balance', expected.balance, available + pending);
  figure('deficit', expected.deficit, owed);
  for (const [ref, amount] of Object.entries(expected.lots ?? {}))
    figure(`lot ${ref}`, amount, book.state.lots.find((lot) => lot.id === ref)?.remaining ?? 0);
  const of = (ref: string, isCredit: boolean) =>
    sum(book.rows.filter((row) => row.ref.split('/')[0] === ref && row.isCredit === isCredit));
  for (const [ref, amount] of Object.entries(expected.issued_by ?? {}))
    figure(`issued by ${ref}`, amount, of(ref, true));
  for (const [ref, amount] of Object.entries(expected.used_by ?? {}))
    figure(`used by ${ref}`, amount, of(ref, false));
  const orders = book.rows.filter((row) => row.ref !== 'start');
  figure('issued', expected.issued, sum(orders.filter((row) => row.isCredit)));
  figure('used', expected.used, sum(orders.filter((row) => !row.isCredit)));
  compareRows(to, expected, book);
  list('expired', expected.expired_rows, book.expired);
  list('clawed back', expected.clawed_back, amountsOf(book, 'clawback'));
  list(
    'redeemed',
    expected.redeemed,
    amountsOf(book, 'redeem').filter((amount) => amount > 0),
  );
  for (const [day, amount] of Object.entries(expected.expiring_by ?? {}))
    figure(`ending by ${day}`, amount, endingBy(book.state, { from: today, by: asBusinessDate(day) }));
}

function compareRows(to: Differences, expected: LedgerFigures, book: Book): void {
  const { rows, rejected, clawback_rows: clawbacks } = expected;
  if (rows) {
    const told = rows.map(({ op, amount }) => ({ op, amount: hundredths(amount) }));
    const booked = book.rows.filter((row) => row.ref !== 'start');
    to.same(
      'rows',
      told,
      booked.map(({ op, amount }) => ({ op, amount })),
    );
  }
  const refused = book.rows.filter((row) => row.isRefused);
  if (rejected)
    to.same(
      'rejected',
      rejected,
      refused.map((row) => row.ref),
    );
  if (expected.rejected_all === true)
    to.same('rejected', book.rows.filter((row) => row.ref !== 'start').length, refused.length);
  if (clawbacks !== undefined)
    to.figure('clawbacks', clawbacks, amountsOf(book, 'clawback').filter((amount) => amount > 0).length);
  if (expected.sum_redeemed_at_most !== undefined) {
    const redeemed = sum(book.rows.filter((row) => row.op === 'redeem'));
    to.figure(
      'redeemed above the limit',
      0,
      Math.max(0, redeemed - hundredths(expected.sum_redeemed_at_most)),
    );
  }
  if (expected.balance_at_least !== undefined) {
    const left = book.state.lots.reduce((total, lot) => total + lot.remaining, 0) - book.state.owed;
    to.figure('balance below the limit', 0, Math.max(0, hundredths(expected.balance_at_least) - left));
  }
}

const amountsOf = (book: Book, op: string): readonly number[] =>
  book.rows.filter((row) => row.op === op).map((row) => row.amount);

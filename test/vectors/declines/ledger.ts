import type { LedgerCase } from '../format/case-schema.ts';
import { dateOf, firstDay, lastDayOf } from '../ledger/run-ledger.ts';
import type { Decline } from './decline.ts';
import { booksOnlyTheRest } from './points-base.ts';

/** Every set of figures that the case checks, in its course and at its end. */
const checks = ({ events, expect }: LedgerCase) => [
  ...events.flatMap((event) => (event.op === 'check' ? [event] : [])),
  expect,
];

export const ledgerDeclines: readonly Decline<LedgerCase>[] = [
  {
    says: 'a balance below zero; ours stays at zero and the rest is owed',
    rule: 'LOT-6',
    holds: (each) => checks(each).some(({ balance }) => balance !== undefined && balance < 0),
  },
  {
    says: 'a wish above the balance is cut to it; ours is all or nothing',
    rule: 'LOT-4',
    holds: (each) => {
      const asked = new Set(each.events.flatMap((event) => (event.op === 'redeem' ? [event.points] : [])));
      return checks(each).some(({ redeemed }) =>
        redeemed?.some((amount) => amount > 0 && !asked.has(amount)),
      );
    },
  },
  {
    says: 'points are spent after their last day, because no job has written them off',
    rule: 'LOT-4',
    holds: (each) => {
      let today = firstDay;
      const ends: string[] = [];
      for (const event of each.events) {
        today = dateOf(event) ?? today;
        const lastDay = event.op === 'earn' ? lastDayOf(each, event, today) : null;
        if (lastDay !== null) ends.push(lastDay);
        const ended = ends.some((end) => end < today);
        if ((event.op === 'spend' || event.op === 'redeem') && ended) return true;
      }
      return false;
    },
  },
  {
    says: 'a lot with nothing left is written off with a row of zero',
    rule: 'LOT-4',
    holds: (each) => checks(each).some(({ expired_rows: rows }) => rows?.includes(0)),
  },
  {
    says: 'what was earned first is spent first, though it ends later',
    rule: 'LOT-3',
    holds: spendsByAge,
  },
  {
    says: 'what a reward took off earns none, in a format that does not say so',
    rule: 'ACC-9',
    holds: booksOnlyTheRest,
  },
];

/** Something is gone of a lot while one that was earned later and ends sooner still has points. */
function spendsByAge(each: LedgerCase): boolean {
  let today = firstDay;
  const lots: { ref: string; points: number; lastDay: string | null }[] = [];
  const takenBack = new Set<string>();
  for (const event of each.events) {
    today = dateOf(event) ?? today;
    if (event.op === 'earn')
      lots.push({ ref: event.ref, points: event.points, lastDay: lastDayOf(each, event, today) });
    if (event.op === 'clawback' || event.op === 'cancel') takenBack.add(event.of);
  }
  return checks(each).some(({ lots: left = {} }) =>
    lots.some(
      (early, at) =>
        !takenBack.has(early.ref) &&
        (left[early.ref] ?? early.points) < early.points &&
        lots.some(
          ({ ref, lastDay }, other) =>
            other > at &&
            lastDay !== null &&
            (early.lastDay === null || lastDay < early.lastDay) &&
            (left[ref] ?? 0) > 0,
        ),
    ),
  );
}

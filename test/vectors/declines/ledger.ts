import type { LedgerCase } from '../format/case-schema.ts';
import { dateOf, firstDay, lastDayOf } from '../ledger/run-ledger.ts';
import type { Decline } from './decline.ts';

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
];

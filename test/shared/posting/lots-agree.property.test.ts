import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asId, type EntryId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { EntryPart } from '../../../shared/ledger/entry.ts';
import { foldLots } from '../../../shared/loyalty/lots/fold-lots.ts';
import { balanceOn } from '../../../shared/loyalty/lots/lot-balance.ts';
import type { LotEvent } from '../../../shared/loyalty/lots/lot-event.ts';
import type { LotState } from '../../../shared/loyalty/lots/lot-state.ts';
import type { Book } from '../../../shared/posting/book/book.ts';
import { sourceOf } from '../../../shared/posting/book/spending-order.ts';
import { clawback, day, earn, expiry, refund, spend } from '../../support/builders/lots.ts';
import { ANNA, type Ledger, ledger } from './ledger.ts';

/** What happened in Anna's store in the order of its days: no lot that visits move, no spend without a right to it. */
const events: fc.Arbitrary<readonly LotEvent[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('earn', 'earn', 'spend', 'refund', 'clawback', 'expiry'),
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      amount: fc.integer({ min: 1, max: 60 }),
      days: fc.integer({ min: 0, max: 6 }),
      life: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
      flag: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((wishes) => {
    let on = 1;
    return wishes.map(({ kind, id, amount, days, life, flag }, at): LotEvent => {
      on += days;
      const pending = flag ? 3 : 0;
      const until = life === undefined ? {} : { until: on + Math.max(life, pending) };
      if (kind === 'earn') return earn(id, amount, { on, pending, ...until, atMs: epochMs(at) });
      if (kind === 'spend') return spend(id.toUpperCase(), amount, on);
      if (kind === 'refund') return refund(id.toUpperCase(), amount, on, { id: `r${at}` });
      const forgive = flag ? ({ shortfall: 'forgive' } as const) : {};
      return kind === 'clawback' ? clawback(id, amount, on, { id: `c${at}`, ...forgive }) : expiry(on);
    });
  });

/** The same in the ledger: what is spent was leased first, and the ids are the effects of entries. */
function happen(to: Ledger, event: LotEvent, at: number): void {
  if (event.kind === 'visit') return;
  if (event.kind === 'expiry') {
    to.post({ kind: 'DUE', ref: `due-${at}`, owner: ANNA, today: event.date });
    return;
  }
  const { id, amount, date } = event;
  if (event.kind === 'spend') {
    // A spending that is repeated or not covered does not happen: no till has a right to it.
    if (to.book.effect(`${id}#1`) !== null) return;
    const holder = { till: asId<never>('till-1'), epoch: 1 };
    const granted = to.grant(`l-${at}`, amount, { today: date, holder, expiresAtMs: epochMs(at) });
    if (granted.leases.length === 0) return;
  }
  to.post({
    kind: 'ENTRY',
    via: 'beside',
    suspended: false,
    entry: {
      id: asId<EntryId>(id),
      kind: 'FORGET',
      till: asId('till-1'),
      epoch: 1,
      store: asId('store-1'),
      member: ANNA,
      atMs: epochMs(event.kind === 'earn' ? (event.atMs ?? 0) : at),
      businessDate: date,
      parts: [{ n: 1, asset: 'points', amount, ...effectOf(event, at) }],
      terms: termsOf(event),
    },
  });
}

function effectOf(event: LotEvent, at: number): Pick<EntryPart, 'effect' | 'lease' | 'ref'> {
  if (event.kind === 'earn') return { effect: 'EARN' };
  if (event.kind === 'spend') return { effect: 'REDEEM', lease: asId(`l-${at}`) };
  if (event.kind === 'refund') return { effect: 'REFUND', ref: `${event.of}#1` };
  return { effect: 'CLAWBACK', ref: `${(event as { of?: string }).of}#1` };
}

/** A policy that gives the lot the days that the event says. */
function termsOf(event: LotEvent) {
  if (event.kind === 'clawback') return event.shortfall === undefined ? {} : { shortfall: event.shortfall };
  if (event.kind !== 'earn') return {};
  const days = (to: string | null) =>
    to === null ? null : (Date.parse(to) - Date.parse(event.date)) / 86_400_000;
  const life = days(event.terms.lastDay);
  const pendingDays = days(event.terms.activeOn) ?? 0;
  return {
    lots: {
      points: { pendingDays, ...(life === null ? {} : { expiry: { kind: 'days' as const, days: life } }) },
    },
  };
}

const heldIn = (book: Book, account: string) =>
  book
    .slices(account, 'points')
    .map(({ lot, remaining }) => ({ ...lot, source: sourceOf(lot.id), remaining }));

/** How much of which accrual ends when, on both sides. */
function lotsLeft(lots: readonly { source: string; lastDay: string | null; remaining: number }[]) {
  const sums = new Map<string, number>();
  for (const { source, lastDay, remaining } of lots)
    if (remaining > 0) {
      const key = `${source.replace('#1', '')} until ${lastDay}`;
      sums.set(key, (sums.get(key) ?? 0) + remaining);
    }
  return Object.fromEntries(sums);
}

function inTheLedger({ book }: Ledger, today: string) {
  const lots = [...heldIn(book, 'a:anna'), ...heldIn(book, 'p:anna')].filter(
    ({ lastDay }) => lastDay === null || lastDay >= today,
  );
  return { lots: lotsLeft(lots), owed: 0 - book.balance('d:anna', 'points') };
}

const inTheFold = (state: LotState, today: string) => ({
  lots: lotsLeft(state.lots.filter(({ lastDay }) => lastDay === null || lastDay >= today)),
  owed: balanceOn(state, day(1)).owed,
});

test('PST-13 PST-14 LOT-3 LOT-6 LOT-7 LOT-8 where every spend was leased, the ledger is what the lots fold to', () => {
  let spent = 0;
  fc.assert(
    fc.property(events, (happened) => {
      const anna = ledger();
      const done: LotEvent[] = [];
      for (const [at, event] of happened.entries()) {
        happen(anna, event, at);
        done.push(event);
        if (event.kind === 'visit') continue;
        expect(inTheLedger(anna, event.date)).toEqual(inTheFold(foldLots(done).state, event.date));
      }
      spent += anna.account('h:redeemed');
      expect(anna.loss()).toBe(0);
    }),
    { numRuns: 3_000 },
  );
  expect(spent).toBeGreaterThan(1000);
});

/**
 * RPL-6: sells the file stretch by stretch, a stretch being the invoices of one business date. What the book knows to be
 * closed is passed over; what was being sold is sold again, basket by basket the same, and the till's journal gives each
 * sale that it has already.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Hq } from '../server/hq.ts';
import { assert } from '../shared/kernel/assert.ts';
import { type BusinessDate, businessDateOf } from '../shared/kernel/business-date.ts';
import type { MemberRow } from '../shared/loyalty/seen/member.ts';
import { basketOf, type RefusedLine } from './basket-of.ts';
import type { Book, RefusedRow, Stretch } from './book/book.ts';
import { memberId } from './shop/card.ts';
import type { Goods } from './shop/goods.ts';
import { replayStore } from './shop/place.ts';
import type { Grouped, Invoice } from './source/group-invoices.ts';
import { addTallies, countReasons, emptyTally, type Tally } from './tally.ts';
import { salesAfter } from './till/journal-view.ts';
import { pullMembers } from './till/members.ts';
import { type Selling, sell } from './till/sell.ts';
import { closeDay, openDay, startDay } from './till/shop-day.ts';

const OPENS_BEFORE_MS = 10 * 60_000;
const CLOSES_AFTER_MS = 10 * 60_000;

export type RunnerParts = Selling & {
  readonly book: Book;
  readonly hq: Hq;
  readonly pin: string;
  readonly goods: ReadonlyMap<string, Goods>;
};

export type StretchRunner = {
  /** Closes what was sold and not closed. Gives how many things of the file are done. */
  readonly resume: () => Promise<number>;
  /** The next thing that the file gave; `item` counts all of them from 1. */
  readonly take: (each: Grouped, item: number) => Promise<void>;
  /** Ends the stretch under way, if any, with this item. */
  readonly finish: (item: number) => Promise<void>;
};

export function stretchRunner(parts: RunnerParts): StretchRunner {
  const { book, till, clock, timings, goods } = parts;
  let running: Stretch | null = null;
  let counted = emptyTally;
  let refused: RefusedRow[] = [];

  async function begin(businessDate: BusinessDate, invoice: Invoice): Promise<Stretch> {
    clock.advanceTo(invoice.atMs - OPENS_BEFORE_MS);
    const last = book.stretch();
    if (last?.state !== 'open') {
      await timings.measureAsync('start', () => startDay(parts));
      const news = await timings.measureAsync('members', () =>
        pullMembers(till, book.fact('members checkpoint')),
      );
      const revision = till.session().desk.entries.revision();
      book.begin({ businessDate, firstItem: last?.endItem ?? 0, revision }, news);
    }
    await timings.measureAsync('day', () => openDay(parts));
    const stretch = book.stretch();
    assert(stretch?.businessDate === businessDate, 'a stretch taken up again begins where it began');
    return stretch;
  }

  async function finish(item: number): Promise<void> {
    if (running === null) return;
    const entries = await salesAfter(till, running.revision);
    book.end(running, { endItem: item, tally: counted, entries, refused });
    await close(running, counted);
    [running, counted, refused] = [null, emptyTally, []];
  }

  async function close(stretch: Stretch, tally: Tally): Promise<void> {
    clock.advanceTo(clock.nowMs() + CLOSES_AFTER_MS);
    await timings.measureAsync('day', () => closeDay(parts, tally.grossMinor));
    book.close(stretch);
  }

  function count(more: Partial<Tally>, lines: readonly RefusedLine[]): void {
    const reasons = countReasons(lines.map(({ reason }) => reason));
    counted = addTallies(counted, { ...emptyTally, ...more, refused: reasons });
    refused.push(...lines.map(({ line: { lineNo, fields }, reason }) => ({ lineNo, fields, reason })));
  }

  async function sellInvoice(invoice: Invoice): Promise<void> {
    const { basket, customer, sold, refused: lines } = basketOf(invoice, goods);
    count({ invoices: 1, lines: invoice.lines.length, soldLines: sold.length }, lines);
    if (sold.length === 0) return;
    clock.advanceTo(invoice.atMs);
    const done = await sell(parts, { basket, member: memberOf(book, customer) });
    count({ sales: 1, guestSales: customer === '' ? 1 : 0, ...done }, []);
    // The till's push and HQ get their turn between two sales, as they would between two customers.
    await timings.measureAsync('background', () => nextTurn());
  }

  return {
    resume: async () => {
      const stretch = book.stretch();
      if (stretch?.state === 'sold') await close(stretch, book.tallies().at(-1) ?? emptyTally);
      return (stretch?.state === 'open' ? stretch.firstItem : stretch?.endItem) ?? 0;
    },
    take: async (each, item) => {
      if (each.kind === 'late') return count({ lines: 1 }, [{ line: each.line, reason: 'late' }]);
      if (each.kind === 'unreadable') return count({ lines: 1 }, [{ line: each, reason: 'unreadable' }]);
      const { invoice } = each;
      const businessDate = businessDateOf(invoice.atMs, replayStore.timeZone);
      if (running?.businessDate !== businessDate) await finish(item - 1);
      running ??= await begin(businessDate, invoice);
      await sellInvoice(invoice);
    },
    finish,
  };
}

function memberOf(book: Book, customer: string): MemberRow | null {
  if (customer === '') return null;
  const row = book.member(memberId(customer));
  assert(row, 'every customer of the file is a member at HQ');
  return row;
}

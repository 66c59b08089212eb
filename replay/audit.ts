/**
 * RPL-7: what the till's journal said against what HQ holds: sale by sale, effect by effect, day by day, and in sum. HQ's
 * own check of its ledger is part of it. Anything that differs is named; nothing is corrected.
 */
import type { Hq } from '../server/hq.ts';
import { verifyLedger } from '../server/verify/verify-ledger.ts';
import type { Book } from './book/book.ts';
import { type BookSums, effectsOf, salesOf, sumsOf } from './book/book-sums.ts';
import { compareRows } from './compare-rows.ts';
import { type HqSums, hqEffects, hqSales, hqSums } from './hq-sums.ts';
import { refusedLines, type Tally } from './tally.ts';

export type Audit = {
  readonly journal: BookSums;
  readonly hq: HqSums;
  readonly verified: { readonly records: number; readonly transfers: number; readonly accounts: number };
  /** Nothing stands here when all is well. */
  readonly differences: readonly string[];
};

export async function audit(hq: Hq, book: Book, tally: Tally): Promise<Audit> {
  const journal = sumsOf(book);
  const held = await hqSums(hq);
  const { findings, ...verified } = await verifyLedger(hq);
  const differences = [
    ...tallyDifferences(tally, journal),
    ...sumDifferences(journal, held),
    ...(await compareRows('sale', { journal: salesOf(book), hq: hqSales(hq) })),
    ...(await compareRows('effect', { journal: effectsOf(book), hq: hqEffects(hq) })),
    ...findings.map((finding) => `HQ's ledger: ${finding}`),
  ];
  return { journal, hq: held, verified, differences };
}

/** What the window counted against what the journal has, and the file's lines against what became of them. */
function tallyDifferences(tally: Tally, journal: BookSums): readonly string[] {
  const accounted = tally.soldLines + refusedLines(tally);
  return different([
    ['lines', tally.lines, 'read', accounted, 'sold or refused'],
    ['sales', tally.sales, 'on receipts', journal.sales, 'in the journal'],
    ['pence', tally.grossMinor, 'on receipts', journal.grossMinor, 'in the journal'],
    ['points', tally.points, 'on receipts', journal.points, 'in the journal'],
  ]);
}

function sumDifferences(journal: BookSums, hq: HqSums): readonly string[] {
  return different([
    ['sales', journal.sales, 'in the journal', hq.sales, 'at HQ'],
    ['pence', journal.grossMinor, 'in the journal', hq.grossMinor, 'at HQ'],
    ['points', journal.points, 'in the journal', hq.issuedPoints, 'given out at HQ'],
    ['points', hq.issuedPoints, 'given out at HQ', hq.availablePoints, "in members' balances"],
    ['days', journal.stretches, 'closed', hq.confirmedDays, 'confirmed by HQ'],
    ['days', 0, 'to be refused', hq.unconfirmedDays, 'refused by HQ'],
    ['entries', 0, 'to wait', hq.waiting, 'waiting for a person at HQ'],
  ]);
}

type Pair = readonly [what: string, one: number, where: string, other: number, elsewhere: string];

const different = (pairs: readonly Pair[]): readonly string[] =>
  pairs.flatMap(([what, one, where, other, elsewhere]) =>
    one === other ? [] : [`${one} ${what} ${where}, but ${other} ${elsewhere}`],
  );

/**
 * RPL-3: puts the lines of an invoice together although others stand between them, and keeps only what is still open:
 * an invoice ends when the file is past it by `SETTLE_MS`. A line that comes later than that is refused, not lost.
 */
import { OperatorError } from '../../server/operator-error.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { ReadLine, ReceiptLine } from './receipt-line.ts';

export const SETTLE_MS = 10 * 60_000;
/** A longer invoice ends there; what follows of it is late. */
export const MAX_INVOICE_LINES = 5_000;
export const MAX_INVOICES = 1_000_000;

export type Invoice = {
  readonly number: string;
  /** When its last line was written: the moment of paying. */
  readonly atMs: EpochMs;
  readonly lines: readonly ReceiptLine[];
};

export type Grouped =
  | { readonly kind: 'invoice'; readonly invoice: Invoice }
  | { readonly kind: 'late'; readonly line: ReceiptLine }
  | Extract<ReadLine, { kind: 'unreadable' }>;

type Open = { atMs: EpochMs; readonly lines: ReceiptLine[] };

/** Invoices in the order of their last lines. */
export async function* groupInvoices(lines: AsyncIterable<ReadLine>): AsyncGenerator<Grouped> {
  const open = new Map<string, Open>();
  const ended = new Set<string>();
  let newestMs = 0;

  function end(number: string): Grouped {
    const lines = open.get(number) as Open;
    open.delete(number);
    ended.add(number);
    if (ended.size > MAX_INVOICES)
      throw new OperatorError(`The file has more than ${MAX_INVOICES} invoices.`);
    return { kind: 'invoice', invoice: { number, ...lines } };
  }

  function* settled(): Generator<Grouped> {
    for (const [number, { atMs }] of open) {
      // Those behind it have newer lines.
      if (atMs >= newestMs - SETTLE_MS) return;
      yield end(number);
    }
  }

  for await (const read of lines) {
    if (read.kind === 'unreadable') {
      yield read;
      continue;
    }
    const { line } = read;
    newestMs = Math.max(newestMs, line.atMs);
    yield* settled();
    if (ended.has(line.invoice) || line.atMs < newestMs - SETTLE_MS) yield { kind: 'late', line };
    else if (addLine(open, line) >= MAX_INVOICE_LINES) yield end(line.invoice);
  }
  for (const number of [...open.keys()]) yield end(number);
}

/** Moves its invoice behind all others, so that the map stays in the order of last lines. Gives how many it has. */
function addLine(open: Map<string, Open>, line: ReceiptLine): number {
  const known = open.get(line.invoice) ?? { atMs: line.atMs, lines: [] };
  known.lines.push(line);
  if (line.atMs > known.atMs) known.atMs = line.atMs;
  open.delete(line.invoice);
  open.set(line.invoice, known);
  return known.lines.length;
}

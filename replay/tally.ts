/** RPL-2: what became of the lines, by stretch and in all. A tally adds up: lines = sold + refused. */
import { REASONS, type Reason } from './refusal.ts';

export type Tally = {
  readonly invoices: number;
  readonly lines: number;
  readonly soldLines: number;
  /** Reasons that did not occur are left out. */
  readonly refused: { readonly [R in Reason]?: number };
  /** As the window's receipts said, not as the journal holds them. */
  readonly sales: number;
  readonly guestSales: number;
  readonly grossMinor: number;
  readonly points: number;
};

export const emptyTally: Tally = {
  invoices: 0,
  lines: 0,
  soldLines: 0,
  refused: {},
  sales: 0,
  guestSales: 0,
  grossMinor: 0,
  points: 0,
};

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    invoices: a.invoices + b.invoices,
    lines: a.lines + b.lines,
    soldLines: a.soldLines + b.soldLines,
    refused: addReasons(a.refused, b.refused),
    sales: a.sales + b.sales,
    guestSales: a.guestSales + b.guestSales,
    grossMinor: a.grossMinor + b.grossMinor,
    points: a.points + b.points,
  };
}

export const countReasons = (reasons: readonly Reason[]): Tally['refused'] =>
  reasons.reduce<Tally['refused']>((sums, reason) => addReasons(sums, { [reason]: 1 }), {});

export const refusedLines = ({ refused }: Tally): number =>
  Object.values(refused).reduce((sum, count) => sum + count, 0);

function addReasons(a: Tally['refused'], b: Tally['refused']): Tally['refused'] {
  const sums = Object.keys(REASONS).map((reason) => {
    const count = (a[reason as Reason] ?? 0) + (b[reason as Reason] ?? 0);
    return [reason, count] as const;
  });
  return Object.fromEntries(sums.filter(([, count]) => count > 0));
}

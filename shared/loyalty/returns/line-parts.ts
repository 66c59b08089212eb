/**
 * RET-2: a line comes back pro rata to its quantity. Every figure is a function of all that came back of the line,
 * rounded once and nested in the one before, so none ever falls when more comes back, and all end at the line's own.
 */
import { mulDivFloor, mulDivHalfUp } from '../../kernel/rounding.ts';
import { milli, minor } from '../../kernel/units.ts';
import type { EarningLine } from '../accrual/earning-line.ts';
import { settle } from '../compute.ts';
import type { PricedLine } from '../outcome/outcome.ts';
import type { Quantities } from './quantities.ts';
import type { SaleFacts } from './return.ts';

/** A line as sold, with what points paid of it and what of it earned. */
export type SalePart = {
  readonly line: PricedLine;
  readonly paidMinor: number;
  readonly paidAs: 'discount' | 'tender';
  readonly earning: EarningLine;
};

/** The sale with the input that counted in it: coupons that could not are left out. */
export function sold({ compiled, seen: shown, outcome }: SaleFacts): {
  readonly sale: SaleFacts;
  readonly parts: readonly SalePart[];
} {
  const { seen, redeemed, earning } = settle(compiled, shown);
  const parts = outcome.lines.flatMap((line, index) => {
    const each = earning[index];
    const paidMinor = redeemed.paidMinor[index] ?? 0;
    return each ? [{ line, paidMinor, paidAs: redeemed.redemption.as, earning: each }] : [];
  });
  return { sale: { compiled, seen, outcome }, parts };
}

/** What has come back of a line; `paidMinor` was paid with points. */
export type PartBack = {
  readonly line: PricedLine;
  readonly quantityMilli: number;
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly totalMinor: number;
  readonly paidMinor: number;
};

export const partsBack = (parts: readonly SalePart[], back: Quantities): readonly PartBack[] =>
  parts.map((part) => partBack(part, back.get(part.line.n) ?? 0));

function partBack({ line, paidMinor, paidAs }: SalePart, quantityMilli: number): PartBack {
  const grossMinor = mulDivHalfUp(line.grossMinor, quantityMilli, line.quantityMilli);
  const discountMinor = within(grossMinor, line.discountMinor, line.grossMinor);
  const totalMinor = grossMinor - discountMinor;
  return {
    line,
    quantityMilli,
    grossMinor,
    discountMinor,
    totalMinor,
    paidMinor:
      paidAs === 'discount'
        ? within(discountMinor, paidMinor, line.discountMinor)
        : within(totalMinor, paidMinor, line.totalMinor),
  };
}

/** The share of a part in what came back of its whole: it grows by at most one with each unit of the whole. */
export const within = (backOfWhole: number, part: number, whole: number): number =>
  whole === 0 ? 0 : mulDivFloor(backOfWhole, part, whole);

/** What is kept, as accrual reads it; lines that came back entirely are gone. */
export const keptEarning = (parts: readonly SalePart[], back: Quantities): readonly EarningLine[] =>
  parts.flatMap(({ line, earning }) => {
    const gone = back.get(line.n) ?? 0;
    if (gone >= line.quantityMilli) return [];
    const goneMinor = mulDivHalfUp(earning.baseMinor, gone, line.quantityMilli);
    return [
      {
        ...earning,
        line: { ...earning.line, quantityMilli: milli(line.quantityMilli - gone) },
        baseMinor: minor(earning.baseMinor - goneMinor),
      },
    ];
  });

/** A line before any rule: what the customer would pay for it, and how far rules may go. */
import { type BasketLine, lineTotalMinor } from '../../basket/basket.ts';
import type { Tax } from '../../catalog/product.ts';
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import { type Minor, minor, ONE_UNIT_MILLI } from '../../kernel/units.ts';
import type { Seen } from '../seen/seen.ts';

export type ShelfLine = {
  readonly line: BasketLine;
  /** Price × quantity with the tax that is added to it (TAX-2), without deposits. */
  readonly shelfMinor: Minor;
  /** What no discount may go below; 0 for most goods. */
  readonly floorMinor: Minor;
  readonly depositMinor: Minor;
};

const FULL_BPS = 10_000;

export function shelfLines({ lines, taxes }: Seen): readonly ShelfLine[] {
  const added = new Map(taxes.filter((tax) => tax.mode === 'added').map((tax) => [tax.id, tax]));
  return lines.map((line) => {
    const tax = added.get(line.taxId);
    const perUnit = (each: Minor | undefined): Minor =>
      each === undefined ? minor(0) : lineTotalMinor({ ...line, unitPriceMinor: each });
    return {
      line,
      shelfMinor: withTax(lineTotalMinor(line), tax),
      floorMinor: withTax(perUnit(line.floorMinor), tax),
      depositMinor: perUnit(line.depositMinor),
    };
  });
}

/** What one whole unit of a line costs with its tax. */
export const unitShelfMinor = ({ line, shelfMinor }: ShelfLine): Minor =>
  minor(mulDivHalfUp(shelfMinor, ONE_UNIT_MILLI, line.quantityMilli));

const withTax = (netMinor: Minor, tax: Tax | undefined): Minor =>
  tax ? minor(mulDivHalfUp(netMinor, FULL_BPS + tax.rateBps, FULL_BPS)) : netMinor;

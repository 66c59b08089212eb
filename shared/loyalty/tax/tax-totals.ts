import { lineTotalMinor } from '../../basket/basket.ts';
import type { Tax } from '../../catalog/product.ts';
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import { type Minor, minor, sumMinor } from '../../kernel/units.ts';
import type { PricedLine, TaxTotal } from '../outcome/outcome.ts';

const FULL_BPS = 10_000;

/**
 * Tax per rate, rounded half up once on the rate's sum (TAX-1); rates without goods are left out. Line sums contain the
 * tax whether it was in the shelf price or added to it (TAX-2), so both kinds are taken out of them alike.
 */
export function taxTotals(lines: readonly PricedLine[], taxes: readonly Tax[]): readonly TaxTotal[] {
  return taxes.flatMap((tax) => {
    const taxed = lines.filter((line) => line.taxId === tax.id);
    if (taxed.length === 0) return [];
    const totalMinor = sumMinor(taxed.map(withoutDeposit));
    const taxMinor = minor(mulDivHalfUp(totalMinor, tax.rateBps, FULL_BPS + tax.rateBps));
    return [{ taxId: tax.id, letter: tax.letter, rateBps: tax.rateBps, totalMinor, taxMinor }];
  });
}

const withoutDeposit = (line: PricedLine): Minor =>
  line.depositMinor === undefined
    ? line.totalMinor
    : minor(line.totalMinor - lineTotalMinor({ ...line, unitPriceMinor: line.depositMinor }));

import type { Tax } from '../../catalog/product.ts';
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import { minor, sumMinor } from '../../kernel/units.ts';
import type { PricedLine, TaxTotal } from '../outcome/outcome.ts';

const FULL_BPS = 10_000;

/** Tax per rate, rounded half up once on the rate's sum (TAX-1); rates without goods are left out. */
export function taxTotals(lines: readonly PricedLine[], taxes: readonly Tax[]): readonly TaxTotal[] {
  return taxes.flatMap((tax) => {
    const taxed = lines.filter((line) => line.taxId === tax.id);
    if (taxed.length === 0) return [];
    const totalMinor = sumMinor(taxed.map((line) => line.totalMinor));
    const divisor = tax.mode === 'included' ? FULL_BPS + tax.rateBps : FULL_BPS;
    const taxMinor = minor(mulDivHalfUp(totalMinor, tax.rateBps, divisor));
    return [{ taxId: tax.id, letter: tax.letter, rateBps: tax.rateBps, totalMinor, taxMinor }];
  });
}

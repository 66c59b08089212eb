import type { Tax } from '../../catalog/product.ts';
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import type { EarningLine } from './earning-line.ts';

const FULL_BPS = 10_000;

/** STK-5: the tax of every rate is taken out of the sum of its goods, rounded half up once. */
export function sumWithoutTax(lines: readonly EarningLine[], taxes: readonly Tax[]): number {
  const byTax = new Map<string, number>();
  for (const { line, baseMinor } of lines) byTax.set(line.taxId, (byTax.get(line.taxId) ?? 0) + baseMinor);
  let sumMinor = 0;
  for (const [taxId, sum] of byTax) {
    const rateBps = taxes.find(({ id }) => id === taxId)?.rateBps ?? 0;
    sumMinor += sum - mulDivHalfUp(sum, rateBps, FULL_BPS + rateBps);
  }
  return sumMinor;
}

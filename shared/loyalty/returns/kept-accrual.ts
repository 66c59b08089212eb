/** RET-4: what the sale would have earned on what is kept, at the prices that were paid, as the member was then. */
import { type Accrual, accrue, NOTHING } from '../accrual/accrue.ts';
import { keptEarning, type SalePart } from './line-parts.ts';
import type { Quantities } from './quantities.ts';
import type { SaleFacts } from './return.ts';

/** A sale that came back entirely was no visit: it earns nothing at all. */
export function keptAccrual(
  { compiled, seen }: SaleFacts,
  parts: readonly SalePart[],
  back: Quantities,
): Accrual {
  const earning = keptEarning(parts, back);
  if (earning.length === 0) return NOTHING;
  return accrue(compiled, { ...seen, lines: earning.map(({ line }) => line) }, earning);
}

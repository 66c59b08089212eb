/**
 * The engine: one pass over what the till saw, the same result at till and HQ to the last unit. Pure: no clock, no
 * random, no I/O, no fractions that outlive a function. Order of evaluation: docs/spec/loyalty.md, ORD-1.
 */
import { lineTotalMinor } from '../basket/basket.ts';
import { minor, points, sumMinor } from '../kernel/units.ts';
import { accrue } from './accrual/accrue.ts';
import type { CompiledProgramme } from './compile/compile-programme.ts';
import type { Outcome, PricedLine } from './outcome/outcome.ts';
import type { Seen } from './seen/seen.ts';
import { taxTotals } from './tax/tax-totals.ts';
import { nextTier } from './tier/tier.ts';

export function compute(compiled: CompiledProgramme, seen: Seen): Outcome {
  const lines = priceLines(compiled, seen);
  const totalMinor = sumMinor(lines.map((line) => line.totalMinor));
  const accrual = accrue(compiled, seen, lines);
  return {
    lines,
    grossMinor: sumMinor(lines.map((line) => line.grossMinor)),
    discountMinor: sumMinor(lines.map((line) => line.discountMinor)),
    totalMinor,
    taxes: taxTotals(lines, seen.taxes),
    earningBaseMinor: sumMinor(lines.filter((line) => line.earns).map((line) => line.totalMinor)),
    earnedPoints: points(accrual.fired.reduce((sum, part) => sum + part.points, 0)),
    explanation: {
      fired: accrual.fired,
      missed: accrual.missed,
      nextTier: seen.member && nextTier(compiled.programme, seen.member, totalMinor),
    },
  };
}

function priceLines({ accruals }: CompiledProgramme, seen: Seen): readonly PricedLine[] {
  return seen.lines.map((line) => {
    const grossMinor = lineTotalMinor(line);
    const earns = accruals.some((accrual) => accrual.covers(line));
    return { ...line, grossMinor, discountMinor: minor(0), totalMinor: grossMinor, earns };
  });
}

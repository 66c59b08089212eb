/** Line and basket rules (DSC-n, STK-n, GFT-n, CPN-n): what each takes off which line. */

import type { CompiledProgramme } from '../compile/compiled.ts';
import type { FiredRule, MissedRule } from '../outcome/explanation.ts';
import type { LineCut, Offer, Refusal } from '../outcome/outcome.ts';
import type { ShelfLine } from '../price/shelf-line.ts';
import type { Seen } from '../seen/seen.ts';

/** A line after the price rules; `cuts` never bring it below its floor. */
export type CutLine = ShelfLine & { readonly cuts: readonly LineCut[] };

export type Discounted = {
  readonly lines: readonly CutLine[];
  readonly fired: readonly FiredRule[];
  readonly missed: readonly MissedRule[];
  readonly offers: readonly Offer[];
  readonly refusals: readonly Refusal[];
};

export function applyDiscounts(
  _compiled: CompiledProgramme,
  _seen: Seen,
  lines: readonly ShelfLine[],
): Discounted {
  return {
    lines: lines.map((line) => ({ ...line, cuts: [] })),
    fired: [],
    missed: [],
    offers: [],
    refusals: [],
  };
}

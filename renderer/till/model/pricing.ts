/** Which programme counts today, and what it says of a basket. A programme is compiled once per version. */
import type { Basket } from '../../../shared/basket/basket.ts';
import type { Tax } from '../../../shared/catalog/product.ts';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import type { CompiledProgramme } from '../../../shared/loyalty/compile/compiled.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';

export type PricingInput = {
  readonly basket: Basket;
  readonly member: MemberRow | null;
  readonly taxes: readonly Tax[];
  readonly businessDate: BusinessDate;
  readonly wallMs: EpochMs;
};

/**
 * The programme for a date: the one that main signs with when it is here already, else the latest version that has
 * come into effect.
 */
export function programmeFor(
  programmes: readonly Programme[],
  date: BusinessDate,
  mainVersion: number | null,
): Programme | null {
  const ofMain = programmes.find(({ version }) => version === mainVersion);
  if (ofMain) return ofMain;
  const inEffect = programmes.filter(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo),
  );
  return inEffect.reduce<Programme | null>(
    (latest, each) => (latest && latest.version > each.version ? latest : each),
    null,
  );
}

export function createCompiler(): (programme: Programme) => CompiledProgramme {
  let last: CompiledProgramme | null = null;
  return (programme) => {
    if (last?.programme !== programme) last = compileProgramme(programme);
    return last;
  };
}

export const price = (
  compiled: CompiledProgramme,
  { basket, member, taxes, businessDate, wallMs }: PricingInput,
): Outcome => compute(compiled, { lines: basket.lines, member, taxes, clock: { wallMs, businessDate } });

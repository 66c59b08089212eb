/** Which programme counts today, and what it says of a basket. A programme is compiled once per version. */
import type { Basket } from '../../../shared/basket/basket.ts';
import type { Store } from '../../../shared/catalog/place.ts';
import { seenOf } from '../../../shared/ipc/seen-of.ts';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import type { CompiledProgramme } from '../../../shared/loyalty/compile/compiled.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Payment, RuleUsage } from '../../../shared/loyalty/seen/seen.ts';
import type { Held } from './spend.ts';

export type PricingInput = {
  readonly basket: Basket;
  readonly member: MemberRow | null;
  readonly store: Pick<Store, 'id' | 'taxes'>;
  readonly businessDate: BusinessDate;
  readonly wallMs: EpochMs;
  /** Of the store's day. */
  readonly minute: number;
  /** What limited rules gave before, as main last told. */
  readonly usage: readonly RuleUsage[];
  readonly payment?: Payment;
  /** What may be spent of the member's. */
  readonly held?: Held;
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

/** SAL-7: main signs what the same engine says of the same input. */
export const price = (
  compiled: CompiledProgramme,
  { basket, member, store, businessDate, wallMs, minute, usage, payment = {}, held = [] }: PricingInput,
): Outcome =>
  compute(
    compiled,
    seenOf(
      { ...askedOf(basket), member, payment },
      { store, clock: { wallMs, businessDate, minute }, usage, held },
    ),
  );

/** What a basket asks for besides nothing: empty lists are left out. */
export const askedOf = ({ lines, claims = [], coupons = [] }: Basket) => ({
  lines,
  ...(claims.length > 0 ? { claims } : {}),
  ...(coupons.length > 0 ? { coupons } : {}),
});

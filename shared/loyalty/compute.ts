/**
 * The engine: one pass over what the till saw, the same result at till and HQ to the last unit. Pure: no clock, no
 * random, no I/O, no fractions that outlive a function. Order of evaluation: docs/spec/loyalty.md, ORD-2.
 */
import { type Minor, minor, points, sumMinor } from '../kernel/units.ts';
import { accrue } from './accrual/accrue.ts';
import { type EarningLine, freeMilliOf } from './accrual/earning-line.ts';
import { fundingShares } from './accrual/funding.ts';
import type { Asset } from './asset.ts';
import type { CompiledProgramme } from './compile/compiled.ts';
import { applyDiscounts, type CutLine, type Discounted } from './discount/apply-discounts.ts';
import type { Unearned } from './discount/buy-rewards.ts';
import { settleCoupons, withUsableCoupons } from './discount/coupons.ts';
import { explain } from './explain/explain.ts';
import type { LineCut, Outcome, OutcomeEffect, PricedLine } from './outcome/outcome.ts';
import { shelfLines } from './price/shelf-line.ts';
import { type Redemption, redeem } from './redemption/redeem.ts';
import type { Seen } from './seen/seen.ts';
import { taxTotals } from './tax/tax-totals.ts';

export function compute(compiled: CompiledProgramme, shown: Seen): Outcome {
  const { seen, discounted, redeemed, earning } = settle(compiled, shown);
  const accrual = accrue(compiled, seen, earning);
  const earnedPoints = points(earnedOf('points', accrual.effects));
  const lines = discounted.lines.map((line, index) =>
    priced(line, redeemed.cuts[index] ?? [], line.line.giftOf === undefined && compiled.earns(line.line)),
  );
  const totalMinor = sumMinor(lines.map((line) => line.totalMinor));
  const fired = [...discounted.fired, ...accrual.fired, ...redeemed.fired];
  const offers = [...discounted.offers, ...accrual.offers, ...redeemed.offers];
  const coupons = settleCoupons(compiled, shown, { fired, offers });
  const effects = [...accrual.effects, ...redeemed.effects, ...coupons.effects];
  return {
    lines,
    grossMinor: sumMinor(lines.map((line) => line.grossMinor)),
    discountMinor: sumMinor(lines.map((line) => line.discountMinor)),
    totalMinor,
    taxes: taxTotals(lines, seen.taxes),
    earningBaseMinor: sumMinor(
      earning.filter((_, index) => lines[index]?.earns).map(({ baseMinor }) => baseMinor),
    ),
    earnedPoints,
    effects,
    redemption: redeemed.redemption,
    offers,
    funding: fundingShares(compiled, fired),
    refusals: [...discounted.refusals, ...accrual.refusals, ...redeemed.refusals, ...coupons.refusals],
    explanation: explain(compiled, seen, {
      fired,
      missed: [...discounted.missed, ...accrual.missed],
      progress: accrual.progress,
      effects,
      totalMinor,
    }),
  };
}

export type Settled = {
  /** What was seen, without coupons that cannot count here (CPN-2). */
  readonly seen: Seen;
  readonly discounted: Discounted;
  readonly redeemed: Redemption;
  readonly earning: readonly EarningLine[];
};

/** Steps 1 to 6 but for accrual: what is paid for which line, by what, and what of it earns. */
export function settle(compiled: CompiledProgramme, shown: Seen): Settled {
  const seen = withUsableCoupons(compiled, shown);
  const discounted = applyDiscounts(compiled, seen, shelfLines(seen));
  const { lines } = discounted;
  const redeemed = redeem(compiled, seen, {
    lines,
    earnedBeside:
      compiled.programme.redemption?.fromThisReceipt === true
        ? (beside, asset) =>
            earnedOf(asset, accrue(compiled, seen, earningLines(compiled, lines, beside)).effects)
        : null,
  });
  return { seen, discounted, redeemed, earning: earningLines(compiled, lines, redeemed) };
}

const earnedOf = (wanted: Asset, effects: readonly OutcomeEffect[]): number =>
  effects.reduce(
    (sum, { effect, asset, amount, to, cardId }) =>
      effect === 'EARN' && asset === wanted && to === undefined && cardId === undefined ? sum + amount : sum,
    0,
  );

/** What each line brings into the earning base; rewards and points spent take their parts out of it (ACC-9). */
const earningLines = (
  compiled: CompiledProgramme,
  lines: readonly CutLine[],
  beside: Unearned,
): readonly EarningLine[] =>
  lines.map((cut, index) => {
    const { line, shelfMinor, cuts } = cut;
    if (line.giftCardId !== undefined || line.giftOf !== undefined) return { line, baseMinor: minor(0) };
    const baseMinor = minor(shelfMinor - cutMinor(cuts) - (beside.unearnedMinor[index] ?? 0));
    const priceCuts = [...cuts, ...(beside.cuts[index] ?? []).filter(isPriceCut)];
    const freeMilli = freeMilliOf(compiled, { ...cut, cuts: priceCuts });
    return freeMilli === 0 ? { line, baseMinor } : { line, baseMinor, freeMilli };
  });

/** Points that pay change no price. */
const isPriceCut = ({ ruleId }: LineCut): boolean => ruleId !== 'redemption';

const cutMinor = (cuts: readonly LineCut[]): Minor => sumMinor(cuts.map((cut) => cut.amountMinor));

/** ACC-2: goods that some earning rule covers; a multiplier alone earns nothing. */
function priced(
  { line, shelfMinor, depositMinor, cuts }: CutLine,
  more: readonly LineCut[],
  earns: boolean,
): PricedLine {
  const all = [...cuts, ...more];
  const grossMinor = minor(shelfMinor + depositMinor);
  const discountMinor = cutMinor(all);
  return {
    ...line,
    grossMinor,
    discountMinor,
    totalMinor: minor(grossMinor - discountMinor),
    cuts: all,
    earns,
  };
}

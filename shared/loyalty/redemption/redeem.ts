/** Step 6 (RED-n): points as money off, then wallet and gift cards as tenders; what could be spent and is proposed. */
import { minor, points } from '../../kernel/units.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { CutLine } from '../discount/apply-discounts.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { LineCut, Offer, OutcomeEffect } from '../outcome/outcome.ts';
import type { Redeemed } from '../outcome/redemption-outcome.ts';
import type { Seen } from '../seen/seen.ts';

/** `cuts` stand beside the lines: the parts paid with points as a discount and by rewards, per line. */
export type Redemption = Redeemed & {
  readonly cuts: readonly (readonly LineCut[])[];
  readonly effects: readonly OutcomeEffect[];
  readonly fired: readonly FiredRule[];
  readonly offers: readonly Offer[];
};

/** `earnedHere`: points of this receipt that the programme lets be spent on it (`fromThisReceipt`), else 0. */
export function redeem(
  _compiled: CompiledProgramme,
  _seen: Seen,
  { lines }: { readonly lines: readonly CutLine[]; readonly earnedHere: number },
): Redemption {
  const zero = minor(0);
  const left = lines.reduce(
    (sum, { shelfMinor, depositMinor, cuts }) =>
      sum + shelfMinor + depositMinor - cuts.reduce((all, cut) => all + cut.amountMinor, 0),
    0,
  );
  return {
    redemption: {
      as: 'discount',
      points: points(0),
      pointsMinor: zero,
      largestPoints: points(0),
      largestMinor: zero,
      smallestPoints: points(0),
      stepPoints: points(1),
      suggestedPoints: points(0),
      suggestedMinor: zero,
      walletMinor: zero,
      giftCards: [],
      moneyMinor: minor(left),
    },
    refusals: [],
    cuts: lines.map(() => []),
    effects: [],
    fired: [],
    offers: [],
  };
}

/** Step 6 (RED-n): points as money off, then wallet and gift cards as tenders; what could be spent and is proposed. */
import { minor } from '../../kernel/units.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { CutLine } from '../discount/apply-discounts.ts';
import { type BuyOn, buyRewards, spent as spentOn } from '../discount/buy-rewards.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { LineCut, Offer, OutcomeEffect } from '../outcome/outcome.ts';
import type { Redeemed } from '../outcome/redemption-outcome.ts';
import type { Seen } from '../seen/seen.ts';
import { type PaidWithPoints, payWithPoints } from './pay-with-points.ts';
import { payWithTenders } from './pay-with-tenders.ts';
import { soldGiftCards } from './sold-gift-cards.ts';
import { spendable } from './spendable.ts';

export type Redemption = Redeemed & {
  /** Stands beside the lines: the parts paid with points as a discount and by rewards, per line. */
  readonly cuts: readonly (readonly LineCut[])[];
  /** Stands beside the lines: the parts paid with points, as a discount or as a tender. */
  readonly paidMinor: readonly number[];
  /** Stands beside the lines: what rewards and points take out of the earning base (ACC-9). */
  readonly unearnedMinor: readonly number[];
  readonly effects: readonly OutcomeEffect[];
  readonly fired: readonly FiredRule[];
  readonly offers: readonly Offer[];
};

export type RedeemOn = {
  readonly lines: readonly CutLine[];
  /** Null unless what this receipt earns may be spent on it (`fromThisReceipt`). */
  readonly earnedBeside: BuyOn['earnedBeside'];
};

export function redeem(
  compiled: CompiledProgramme,
  seen: Seen,
  { lines: discounted, earnedBeside }: RedeemOn,
): Redemption {
  const { redemption: policy } = compiled.programme;
  const earnsOnPaid = policy?.earnOnRedeemed === true;
  const unearned = (paidMinor: readonly number[]): readonly number[] =>
    earnsOnPaid ? paidMinor.map(() => 0) : paidMinor;
  const bought = buyRewards(compiled, seen, {
    lines: discounted,
    spendable: (asset) => spendable(seen, asset),
    earnedBeside,
  });
  const { lines } = bought;
  const beside = (paidMinor: readonly number[]): readonly number[] =>
    unearned(paidMinor).map((amount, index) => amount + (bought.unearnedMinor[index] ?? 0));
  const paid = payWithPoints(compiled, seen, {
    lines,
    balance: spendable(seen, 'points') - spentOn(bought, 'points'),
    earnedBeside:
      earnedBeside &&
      ((paidMinor) => earnedBeside({ unearnedMinor: beside(paidMinor), cuts: bought.cuts }, 'points')),
  });
  const goodsMinor = toPay(lines.filter(({ line }) => line.giftCardId === undefined)) - paid.pointsMinor;
  const tenders = payWithTenders(seen, {
    payableMinor: goodsMinor,
    inWalletMinor: spendable(seen, 'wallet') - spentOn(bought, 'wallet'),
  });
  const inKindMinor = tenders.giftCards.reduce(
    (sum, card) => sum + card.amountMinor,
    tenders.walletMinor + paid.pointsMinor,
  );
  return {
    redemption: {
      as: policy?.as ?? 'discount',
      points: paid.points,
      pointsMinor: paid.pointsMinor,
      largestPoints: paid.allowed.largest,
      largestMinor: paid.largestMinor,
      smallestPoints: paid.allowed.smallest,
      stepPoints: paid.allowed.step,
      suggestedPoints: paid.allowed.suggested,
      suggestedMinor: paid.suggestedMinor,
      walletMinor: tenders.walletMinor,
      giftCards: tenders.giftCards,
      moneyMinor: minor(toPay(lines) - inKindMinor),
    },
    refusals: [...bought.refusals, ...paid.refusals, ...tenders.refusals],
    cuts: paid.paidMinor.map((amount, index) => [
      ...(bought.cuts[index] ?? []),
      ...(policy?.as === 'tender' ? [] : cutOf(amount)),
    ]),
    paidMinor: paid.paidMinor,
    unearnedMinor: beside(paid.paidMinor),
    effects: [...bought.effects, ...spent(paid), ...tenders.effects, ...soldGiftCards(seen)],
    fired: [...bought.fired, ...(policy?.as === 'tender' ? [] : firedBy(compiled, paid))],
    offers: bought.offers,
  };
}

const cutOf = (amount: number): readonly LineCut[] =>
  amount === 0 ? [] : [{ ruleId: 'redemption', amountMinor: minor(amount) }];

const spent = ({ points }: PaidWithPoints): readonly OutcomeEffect[] =>
  points === 0 ? [] : [{ effect: 'REDEEM', asset: 'points', amount: points, ruleId: 'redemption' }];

/** As a discount the payment is one of the reasons of the receipt's discount (EXP-1); as a tender it is none. */
function firedBy({ programme }: CompiledProgramme, paid: PaidWithPoints): readonly FiredRule[] {
  if (paid.points === 0) return [];
  return [
    {
      ruleId: 'redemption',
      name: programme.point.name ?? { ro: 'Puncte', ru: 'Баллы', en: 'Points' },
      part: 'redemption',
      asset: null,
      amount: 0,
      discountMinor: paid.pointsMinor,
      baseMinor: paid.coveredMinor,
      tierId: null,
      tierName: null,
      award: null,
    },
  ];
}

const toPay = (lines: readonly CutLine[]): number =>
  lines.reduce(
    (sum, { shelfMinor, depositMinor, cuts }) =>
      cuts.reduce((left, cut) => left - cut.amountMinor, sum + shelfMinor + depositMinor),
    0,
  );

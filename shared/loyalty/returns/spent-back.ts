/**
 * RET-5: what the sale used up comes back with the goods it was used for: tenders as they paid, points with the sums they
 * paid, rewards and coupons with the discount they gave or with their goods. Whole things come back when all of it does.
 */
import { lineTotalMinor } from '../../basket/basket.ts';
import { mulDivFloor } from '../../kernel/rounding.ts';
import { milli } from '../../kernel/units.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import { type PartBack, within } from './line-parts.ts';
import type { SaleFacts } from './return.ts';
import { tendersBack } from './return-tenders.ts';

/** What of the sale's effects beside accrual is undone when these parts are back; EARN stands for gift cards sold. */
export function spentBack(
  sale: SaleFacts,
  effects: readonly OutcomeEffect[],
  parts: readonly PartBack[],
): readonly OutcomeEffect[] {
  const tenders = tendersBack(sale, parts);
  const amountBack = (effect: OutcomeEffect): number => {
    if (effect.ruleId === 'redemption') return pointsBack(sale, effect, parts);
    if (effect.ruleId !== 'payment') return rewardBack(effect, parts);
    if (effect.asset === 'wallet') return tenders.walletMinor;
    return tenders.giftCards.find(({ cardId }) => cardId === effect.cardId)?.amountMinor ?? 0;
  };
  const spent = effects.filter(({ effect }) => effect === 'REDEEM');
  return [...spent.map((effect) => ({ ...effect, amount: amountBack(effect) })), ...cardsBack(parts)];
}

/** GFC-3: a gift card sold gives back the face value of what comes back. */
const cardsBack = (parts: readonly PartBack[]): readonly OutcomeEffect[] =>
  parts.flatMap(({ line, quantityMilli }) => {
    if (line.giftCardId === undefined) return [];
    const amount = lineTotalMinor({
      unitPriceMinor: line.unitPriceMinor,
      quantityMilli: milli(quantityMilli),
    });
    return [
      { effect: 'EARN', asset: 'giftcard', amount, ruleId: 'payment', cardId: line.giftCardId } as const,
    ];
  });

function pointsBack({ outcome }: SaleFacts, { amount }: OutcomeEffect, parts: readonly PartBack[]): number {
  const paidMinor = parts.reduce((sum, part) => sum + part.paidMinor, 0);
  return within(paidMinor, amount, outcome.redemption.pointsMinor);
}

function rewardBack({ ruleId, amount }: OutcomeEffect, parts: readonly PartBack[]): number {
  const cutOf = ({ line }: PartBack): number =>
    line.cuts.reduce((sum, cut) => (cut.ruleId === ruleId ? sum + cut.amountMinor : sum), 0);
  const byCuts = shareOf(parts, cutOf);
  const byGifts = shareOf(parts, ({ line }) => (line.giftOf === ruleId ? line.quantityMilli : 0));
  const byPrice = shareOf(parts, ({ line }) => line.grossMinor);
  const weighed = [byCuts, byGifts, byPrice].find((share) => share.whole > 0);
  // Goods that cost nothing come back by their number.
  const { back, whole } = weighed ?? shareOf(parts, ({ line }) => line.quantityMilli);
  return within(back, amount, whole);
}

function shareOf(parts: readonly PartBack[], weightOf: (part: PartBack) => number) {
  let [back, whole] = [0, 0];
  for (const part of parts) {
    const weight = weightOf(part);
    whole += weight;
    back += mulDivFloor(weight, part.quantityMilli, part.line.quantityMilli);
  }
  return { back, whole };
}

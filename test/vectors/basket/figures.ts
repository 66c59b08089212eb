/** An outcome in the terms of the cases: who gave what off which goods, what was earned and spent. */

import { lineTotalMinor } from '../../../shared/basket/basket.ts';
import { largestRemainder } from '../../../shared/kernel/rounding.ts';
import type { PricedLine } from '../../../shared/loyalty/outcome/outcome.ts';
import type { VectorReward } from '../format/basket-schema.ts';
import type { Evaluated } from './evaluate.ts';
import { type Placed, programmeAt, rewardAt } from './programme-names.ts';

export type Cut = {
  readonly sku: string;
  readonly programme: string;
  readonly reward: string;
  readonly amount: number;
  readonly isGift: boolean;
};

const payingReward = (placed: readonly Placed[], type: 'loyalty' | 'wallet' | 'gift_card') =>
  placed.flatMap(({ programme }) =>
    programme.type === type
      ? programme.rewards
          .filter((reward) => reward.type === 'amount_per_point')
          .map((reward) => ({ programme: programme.id, reward: reward.id }))
      : [],
  )[0] ?? { programme: type, reward: type };

export function rewardOf(
  placed: readonly Placed[],
  ruleId: string,
): { programme: string; reward: VectorReward } | null {
  const found = placed.find(({ at }) => at === programmeAt(ruleId));
  const reward = found?.programme.rewards[rewardAt(ruleId)];
  return found && reward ? { programme: found.programme.id, reward } : null;
}

/** Wallet and gift cards are discounts in the cases' words, on no goods in particular. */
export function cutsOf({ outcome, placed }: Evaluated): readonly Cut[] {
  const onLines = outcome.lines.flatMap((line) =>
    line.cuts.map(({ ruleId, amountMinor }): Cut => {
      const isGift = line.giftOf !== undefined;
      const parts = { sku: line.code, amount: amountMinor, isGift };
      if (ruleId === 'redemption') return { ...parts, ...payingReward(placed, 'loyalty') };
      const found = rewardOf(placed, ruleId);
      return { ...parts, programme: found?.programme ?? ruleId, reward: found?.reward.id ?? ruleId };
    }),
  );
  const { walletMinor, giftCards } = outcome.redemption;
  const cards = giftCards.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const tender = (type: 'wallet' | 'gift_card', amount: number): readonly Cut[] =>
    amount > 0 ? [{ sku: '', amount, isGift: false, ...payingReward(placed, type) }] : [];
  return [...onLines, ...tender('wallet', walletMinor), ...tender('gift_card', cards)].filter(
    ({ amount }) => amount > 0,
  );
}

export const isGoods = ({ giftOf }: PricedLine): boolean => giftOf === undefined;

/** A line's discount unit by unit, as a return of single units would see it. */
export const perUnit = (line: PricedLine): readonly number[] =>
  largestRemainder(
    line.discountMinor,
    Array.from({ length: line.quantityMilli / 1000 }, () => 1),
  );

export const taxMinor = ({ outcome, seen }: Evaluated): number =>
  outcome.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0) +
  seen.lines.reduce(
    (sum, line) =>
      line.depositMinor === undefined
        ? sum
        : sum + lineTotalMinor({ ...line, unitPriceMinor: line.depositMinor }),
    0,
  );

/** By programme of the case: what the order earns, or spends, of its balance. */
export function moved(
  { outcome, placed, assets }: Evaluated,
  effect: 'EARN' | 'REDEEM',
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const each of outcome.effects) {
    if (each.effect !== effect || each.asset === 'giftcard') continue;
    const found = placed.find(({ at }) => assets.get(at) === each.asset);
    if (!found) continue;
    const amount = each.asset.startsWith('coupon:') ? each.amount * 100 : each.amount;
    sums.set(found.programme.id, (sums.get(found.programme.id) ?? 0) + amount);
  }
  return sums;
}

export const freeUnits = ({
  outcome,
}: Evaluated): readonly { readonly sku: string; readonly qty: number }[] => {
  const bySku = new Map<string, number>();
  for (const line of outcome.lines)
    if (line.giftOf !== undefined)
      bySku.set(line.code, (bySku.get(line.code) ?? 0) + line.quantityMilli / 1000);
  return [...bySku].map(([sku, qty]) => ({ sku, qty }));
};

/** What cashier and member asked for, as claims, coupons and gifts of ours. */

import type { Claim, SeenCoupon } from '../../../shared/basket/claim.ts';
import type { RuleId } from '../../../shared/kernel/ids.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { VectorReward } from '../format/basket-schema.ts';
import type { BasketCase } from '../format/case-schema.ts';
import { hundredths } from '../format/numbers.ts';
import { Untranslatable } from '../untranslatable.ts';
import type { Accounts } from './accounts.ts';
import { type Order, ownerOf } from './order.ts';
import { couponIdOf, type Placed, ruleIdOf } from './programme-names.ts';
import { ruleIdsOf, rulesOf, spendsTokens } from './translate.ts';

type Known = { readonly each: Placed; readonly reward: VectorReward };

const everyReward = (placed: readonly Placed[]): readonly Known[] =>
  placed.flatMap((each) => each.programme.rewards.map((reward) => ({ each, reward })));

const isExtra = (reward: VectorReward): boolean =>
  reward.type === 'free_item' && reward.free_mode !== 'one_of_the_units';

const isBought = ({ each }: Known): boolean =>
  each.programme.type === 'loyalty' || spendsTokens(each.programme);

/** Automatic rewards that cost a balance are asked for by the till itself. */
function isAsked(order: Order, known: Known): boolean {
  const { reward } = known;
  if (order.dropped.includes(reward.id)) return false;
  if (order.asked.some((asked) => asked.reward === reward.id)) return true;
  return reward.apply === 'auto' && (isBought(known) || isExtra(reward));
}

export function claimsOf(order: Order, placed: readonly Placed[]): readonly Claim[] {
  for (const { reward } of order.asked)
    if (!everyReward(placed).some((known) => known.reward.id === reward))
      throw new Untranslatable(`no reward ${reward}`);
  return everyReward(placed).flatMap((known): readonly Claim[] => {
    const { each, reward } = known;
    if (!isAsked(order, known) || isExtra(reward) || reward.type === 'amount_per_point') return [];
    if (reward.apply === 'auto' && !isBought(known)) return [];
    const count = order.asked.find((asked) => asked.reward === reward.id)?.count ?? 1;
    const pin = order.pins[reward.id];
    const times = pin ?? (count > 1 ? count : undefined);
    const ids = isBought(known) ? [ruleIdOf(each, reward, 0)] : ruleIdsOf(each, reward);
    return ids.map((ruleId) => ({ ruleId, ...(times === undefined ? {} : { times }) }));
  });
}

export type GiftAsked = { readonly ruleId: RuleId; readonly sku: string; readonly mostUnits: number | null };

/** Extra goods that the till is to add; numbers set by hand come first. */
export function extraGiftsAsked(order: Order, placed: readonly Placed[]): readonly GiftAsked[] {
  const gifts = everyReward(placed).filter((known) => isAsked(order, known) && isExtra(known.reward));
  const at = ({ reward }: Known): number => order.asked.findIndex((asked) => asked.reward === reward.id);
  return gifts
    .toSorted((a, b) => at(a) - at(b))
    .flatMap((known) => {
      const { each, reward } = known;
      const chosen = order.asked.find((asked) => asked.reward === reward.id)?.choose;
      const sku = chosen ?? reward.item ?? reward.items?.[0];
      if (sku === undefined) throw new Untranslatable(`${reward.id} names no goods`);
      const ids = isBought(known) ? [ruleIdOf(each, reward, 0)] : ruleIdsOf(each, reward);
      return ids.map((ruleId) => ({ ruleId, sku, mostUnits: order.pins[reward.id] ?? null }));
    })
    .toSorted((a, b) => Number(a.mostUnits === null) - Number(b.mostUnits === null));
}

/** Codes, cards with enough on them, and coupons that the member holds from an earlier order. */
export function couponsShown(
  order: Order,
  placed: readonly Placed[],
  { each, accounts, assets }: { each: BasketCase; accounts: Accounts; assets: ReadonlyMap<number, Asset> },
): readonly SeenCoupon[] {
  const byCode = order.codes.flatMap((code) =>
    placed.flatMap((at) =>
      rulesOf(at.programme).some((rule) => rule.code === code) ? [{ couponId: couponIdOf(at, code) }] : [],
    ),
  );
  const byCard = order.cards.flatMap((code) => {
    const card = each.cards?.find((known) => known.code === code);
    if ((ownerOf(each, code) ?? order.member) !== order.member) return [];
    return placed.flatMap((at) =>
      at.programme.id === card?.programme &&
      at.programme.type !== 'gift_card' &&
      covers(at, accounts.card(code))
        ? [{ couponId: couponIdOf(at), serial: code }]
        : [],
    );
  });
  const held = placed.flatMap((at) =>
    order.member !== null &&
    assets.get(at.at)?.startsWith('coupon:') === true &&
    accounts.balance(order.member, at.programme.id) > 0
      ? [{ couponId: couponIdOf(at) }]
      : [],
  );
  return [...byCode, ...byCard, ...held];
}

/** A card that lacks the points of every reward is used up: the till does not take it. */
const covers = ({ programme }: Placed, points: number): boolean =>
  programme.rewards.some(({ cost_points: cost }) => points >= hundredths(cost ?? 1));

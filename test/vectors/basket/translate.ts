/** A case's programmes as one programme document of ours. */
import type { CouponId, RuleId } from '../../../shared/kernel/ids.ts';
import { bps, minor, points } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { DiscountGive, EarnGive, FreeGoodsGive } from '../../../shared/loyalty/programme/give.ts';
import type { Selector } from '../../../shared/loyalty/programme/goods.ts';
import type { CouponDefinition, Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { RedemptionPolicy } from '../../../shared/loyalty/programme/redemption-policy.ts';
import type { Reward, Rule } from '../../../shared/loyalty/programme/rule.ts';
import type { VectorProduct, VectorProgramme, VectorReward, VectorRule } from '../format/basket-schema.ts';
import { hundredths, wholeRate } from '../format/numbers.ts';
import { NAMELESS, plainProgramme } from '../shop-parts.ts';
import { Untranslatable } from '../untranslatable.ts';
import {
  conditionOf,
  freeTimes,
  limitsOf,
  limitsWith,
  thresholdFor,
  thresholdOf,
  tokensNeeded,
} from './conditions.ts';
import { discountOf, freeGoodsOf, sumOf } from './give-of.ts';
import { selectorOf } from './goods.ts';
import { assetsOf, couponIdOf, earnIdOf, type Placed, ruleIdOf } from './programme-names.ts';
import { type Stacks, stacksOf } from './stacking.ts';

export type Translated = {
  readonly programme: Programme;
  readonly assets: ReadonlyMap<number, Asset>;
};

export type CaseParts = {
  readonly placed: readonly Placed[];
  readonly products: readonly VectorProduct[];
  /** Programmes for which there are cards in the case. */
  readonly withCards: ReadonlySet<string>;
};

type Parts = Pick<Rule, 'id' | 'name'> & Partial<Rule>;

export function translate({ placed, products, withCards }: CaseParts): Translated {
  const assets = assetsOf(placed);
  const stacks = stacksOf(placed, products);
  const rules: Rule[] = [];
  const rewards: Reward[] = [];
  for (const each of placed) {
    const asset = assets.get(each.at) ?? 'points';
    if (holdsBalance(each.programme)) {
      rules.push(...earnRules(each, asset, true));
      rewards.push(...boughtRewards(each, asset));
    } else if (spendsTokens(each.programme)) {
      rules.push(...earnRules(each, asset, false));
      rewards.push(...boughtRewards(each, asset));
    } else if (each.programme.type !== 'gift_card') rules.push(...priceRules(each, stacks, withCards));
    if (each.programme.type === 'next_order') rules.push(...couponAwards(each));
  }
  return {
    assets,
    programme: plainProgramme({
      point: { scale: 100, worthMinor: worthOf(placed) },
      rules,
      rewards,
      stackGroups: stacks.groups,
      coupons: placed.flatMap((each) => couponsOf(each, withCards)),
      redemption: redemptionOf(placed),
    }),
  };
}

const holdsBalance = ({ type }: VectorProgramme): boolean => type === 'loyalty' || type === 'wallet';

/** Tokens that an order earns are bought with when several rewards share them, or a discount may be taken repeatedly. */
export const spendsTokens = (programme: VectorProgramme): boolean =>
  (programme.type === 'promotion' || programme.type === 'buy_x_get_y') &&
  programme.rewards.every(({ apply }) => apply === 'claim') &&
  (programme.rewards.length > 1 ||
    (rulesOf(programme).some(({ per }) => per === 'unit' || per === 'money') &&
      programme.rewards.some(({ type }) => type !== 'free_item')));

export const rulesOf = ({ rules }: VectorProgramme): readonly VectorRule[] =>
  rules && rules.length > 0 ? rules : [{}];

function earnRules(each: Placed, asset: Asset, membersOnly: boolean): readonly Rule[] {
  const { programme } = each;
  return (programme.rules ?? []).map((rule, index) => {
    const on = selectorOf(rule);
    const from = thresholdOf(rule);
    return {
      id: earnIdOf(each, index),
      name: NAMELESS,
      when: conditionOf(programme, rule, membersOnly),
      ...(on ? { on } : {}),
      ...(from ? { from } : {}),
      give: earnGive(rule, asset),
    };
  });
}

function earnGive({ per = 'order', points: given = 1 }: VectorRule, asset: Asset): EarnGive {
  if (per === 'order') return { kind: 'earnFixed', asset, amount: hundredths(given) };
  if (per === 'unit') return { kind: 'earnPerUnit', asset, amount: hundredths(given) };
  const { amount, per: perMinor } = wholeRate(given, 100);
  return { kind: 'earnPerMoney', asset, rate: { amount, perMinor: minor(perMinor) } };
}

/** Rewards that a balance pays for; sums by the point are payments and stand in the redemption policy. */
const boughtRewards = (each: Placed, asset: Asset): readonly Reward[] =>
  each.programme.rewards
    .filter(({ type }) => type !== 'amount_per_point')
    .map((reward) => ({
      ...rewardParts(each, reward),
      give: reward.type === 'free_item' ? freeGoodsOf(reward, undefined) : discountOf(reward, null),
      cost: { asset, amount: hundredths(reward.cost_points ?? 1) },
      ...limitsWith(reward, limitsOf(each.programme)),
    }));

function rewardParts(each: Placed, reward: VectorReward): Parts {
  const on = goodsOf(each.programme, reward);
  return { id: ruleIdOf(each, reward, 0), name: NAMELESS, ...(on ? { on } : {}) };
}

function goodsOf(programme: VectorProgramme, reward: VectorReward): Selector | null {
  const on = selectorOf(reward);
  return programme.skip_reduced === true ? { ...on, exclude: { reduced: true } } : on;
}

function priceRules(each: Placed, stacks: Stacks, withCards: ReadonlySet<string>): readonly Rule[] {
  const { programme } = each;
  return programme.rewards.flatMap((reward) =>
    rulesOf(programme).flatMap((rule, index): readonly Rule[] => {
      if (!isEarned(rule, reward) && !needsCard(programme, withCards)) return [];
      const coupon = couponFor(each, rule, withCards);
      const parts: Parts = {
        id: ruleIdOf(each, reward, index),
        name: NAMELESS,
        when: { ...conditionOf(programme, rule, false), ...(coupon === null ? {} : { coupon }) },
        take:
          reward.apply === 'claim' || (reward.apply === undefined && programme.type === 'next_order')
            ? 'offer'
            : 'auto',
        stack: {
          group: stacks.groupOf(each.at, reward),
          ...(programme.exclusive === true ? { exclusive: true } : {}),
        },
        ...limitsOf(programme),
      };
      return [
        reward.type === 'free_item'
          ? freeRule(programme, rule, reward, parts)
          : discountRule(programme, rule, reward, parts),
      ];
    }),
  );
}

/** An order with `per: order` earns its tokens once, so a reward that costs more is never there. */
const isEarned = (rule: VectorRule, reward: VectorReward): boolean =>
  rule.per === 'unit' || rule.per === 'money' || tokensNeeded(rule, reward) <= 1;

function freeRule(programme: VectorProgramme, rule: VectorRule, reward: VectorReward, parts: Parts): Rule {
  const { forEvery, times } = freeTimes(rule, reward);
  const give: FreeGoodsGive = freeGoodsOf(
    { ...reward, qty: (reward.qty ?? 1) * Math.max(1, times) },
    forEvery,
  );
  const on = selectorOf(rule);
  const from = thresholdOf(rule);
  if (programme.skip_reduced === true) throw new Untranslatable('free goods beside reduced ones');
  return { ...parts, ...(on ? { on } : {}), ...(from ? { from } : {}), give };
}

function discountRule(
  programme: VectorProgramme,
  rule: VectorRule,
  reward: VectorReward,
  parts: Parts,
): Rule {
  const on = goodsOf(programme, reward);
  const bought = boughtBeside(rule, reward);
  const from = bought === null ? thresholdFor(rule, reward) : null;
  const give: DiscountGive = discountOf(reward, bought);
  const once = bought === null ? {} : { timesPerReceipt: 1 };
  const limits = limitsWith(reward, { limits: { ...parts.limits, ...once } });
  return { ...parts, ...(on ? { on } : {}), ...(from ? { from } : {}), give, ...limits };
}

/** "Buy two, two more are cheaper", both of the same goods: the units bought are not those reduced. */
function boughtBeside(rule: VectorRule, reward: VectorReward): number | null {
  if (reward.bought_units_not_reused !== true) return null;
  const same =
    JSON.stringify([rule.only, rule.only_tags]) === JSON.stringify([reward.only, reward.only_tags]);
  if (!same) throw new Untranslatable(`${reward.id} keeps units of other goods apart`);
  return rule.min_qty ?? 1;
}

const needsCard = (programme: VectorProgramme, withCards: ReadonlySet<string>): boolean =>
  programme.type === 'coupon' || programme.type === 'next_order' || withCards.has(programme.id);

function couponFor(each: Placed, rule: VectorRule, withCards: ReadonlySet<string>): CouponId | null {
  if (rule.code !== undefined) return couponIdOf(each, rule.code);
  return needsCard(each.programme, withCards) || each.programme.when === 'next_order'
    ? couponIdOf(each)
    : null;
}

function couponsOf(each: Placed, withCards: ReadonlySet<string>): readonly CouponDefinition[] {
  const { programme } = each;
  if (holdsBalance(programme) || programme.type === 'gift_card') return [];
  const codes = rulesOf(programme).flatMap(({ code }) => (code === undefined ? [] : [code]));
  const shared = codes.map(
    (code) => ({ id: couponIdOf(each, code), name: NAMELESS, kind: 'shared', code }) as const,
  );
  if (programme.type === 'next_order' && !withCards.has(programme.id))
    return [...shared, { id: couponIdOf(each), name: NAMELESS, kind: 'personal' }];
  return [...shared, { id: couponIdOf(each), name: NAMELESS, kind: 'bearer' }];
}

const couponAwards = (each: Placed): readonly Rule[] =>
  rulesOf(each.programme).map((rule, index) => {
    const on = selectorOf(rule);
    const from = thresholdOf(rule);
    return {
      id: earnIdOf(each, index),
      name: NAMELESS,
      when: conditionOf(each.programme, rule, false),
      ...(on ? { on } : {}),
      ...(from ? { from } : {}),
      give: { kind: 'award', award: { kind: 'coupon', couponId: couponIdOf(each) } },
    };
  });

const payingReward = (placed: readonly Placed[]): VectorReward | undefined =>
  placed
    .find(({ programme }) => programme.type === 'loyalty')
    ?.programme.rewards.find(({ type }) => type === 'amount_per_point');

function worthOf(placed: readonly Placed[]) {
  const reward = payingReward(placed);
  return reward ? sumOf(reward) : minor(0);
}

function redemptionOf(placed: readonly Placed[]): RedemptionPolicy {
  const block = payingReward(placed)?.cost_points;
  return {
    as: 'discount',
    shareOfReceiptBps: bps(10_000),
    earnOnRedeemed: true,
    fromThisReceipt: true,
    ...(block === undefined ? {} : { stepPoints: points(hundredths(block)) }),
  };
}

/** Every id that a reward has among our rules. */
export const ruleIdsOf = (each: Placed, reward: VectorReward): readonly RuleId[] =>
  rulesOf(each.programme).map((_, index) => ruleIdOf(each, reward, index));

/**
 * Free goods that the cashier adds (GFT-2): lines that name the rule. They show their shelf price, and the rule takes it
 * off whole; a gift without a right to it is refused and costs what the shelf says.
 */

import type { Claim } from '../../basket/claim.ts';
import type { ProductId } from '../../kernel/ids.ts';
import type { CompiledRule } from '../compile/compiled.ts';
import { compileGoodsOnce } from '../compile/goods-once.ts';
import type { Refusal } from '../outcome/outcome.ts';
import type { FreeGoodsGive } from '../programme/give.ts';
import type { Reduction } from './reduction.ts';
import { type Portion, unitsOf, type WorkingLine } from './working-line.ts';

export type ExtraGoods = {
  readonly reduction: Reduction;
  /** Units given, and what may still be added in whole times. */
  readonly units: number;
  readonly timesLeft: number;
  readonly refusals: readonly Refusal[];
};

/** `times`: the right to it. */
export function extraGoods(
  each: CompiledRule<FreeGoodsGive>,
  lines: readonly WorkingLine[],
  times: number,
  claims: readonly Claim[],
): ExtraGoods {
  const { give, id } = each.rule;
  const gifts = pinnedFirst(giftsOf(each, lines), claims);
  const allowed = allowance(claims, give.units, times * give.units);
  const portions: Portion[] = [];
  const refusals: Refusal[] = [];
  let given = 0;
  for (const of of gifts) {
    const units = mayBeGift(each, of) ? allowed(of.line.productId, of.units) : 0;
    const [run] = of.runs;
    if (run && units > 0) portions.push(unitsOf(of, run, units));
    if (units < of.units) refusals.push({ kind: 'gift', n: of.line.n, ruleId: id });
    given += units;
  }
  const amounts = portions.map(({ roomMinor }) => roomMinor);
  return {
    units: given,
    timesLeft: Math.floor((times * give.units - given) / give.units),
    refusals,
    reduction: {
      portions,
      amounts,
      totalMinor: amounts.reduce((sum, amount) => sum + amount, 0),
      baseMinor: portions.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
      bought: [],
    },
  };
}

/** Products that are pinned take their own part first, and nothing beyond it. */
function allowance(claims: readonly Claim[], unitsEach: number, most: number) {
  const pinned = new Map<ProductId, number>();
  for (const { productId, times } of claims)
    if (productId !== undefined && times !== undefined)
      pinned.set(productId, (pinned.get(productId) ?? 0) + times * unitsEach);
  let left = most;
  return (productId: ProductId, wanted: number): number => {
    const pin = pinned.get(productId);
    const units = Math.min(wanted, left, pin ?? left);
    if (pin !== undefined) pinned.set(productId, pin - units);
    left -= units;
    return units;
  };
}

const pinnedFirst = (gifts: readonly WorkingLine[], claims: readonly Claim[]): readonly WorkingLine[] => {
  const isPinned = ({ line }: WorkingLine): boolean =>
    claims.some(({ productId, times }) => productId === line.productId && times !== undefined);
  return [...gifts.filter(isPinned), ...gifts.filter((gift) => !isPinned(gift))];
};

export const giftsOf = (each: CompiledRule, lines: readonly WorkingLine[]): readonly WorkingLine[] =>
  lines.filter(({ line }) => line.giftOf === each.rule.id);

const mayBeGift = ({ rule, covers }: CompiledRule<FreeGoodsGive>, { line }: WorkingLine): boolean =>
  line.giftCardId === undefined && (rule.give.goods ? compileGoodsOnce(rule.give.goods) : covers)(line);

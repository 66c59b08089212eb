/** RET-4, RET-5: balances after a return, as the difference of what has been undone before and after it. */
import type { Accrual } from '../accrual/accrue.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import { HolderSums } from './holder-sums.ts';
import { keptAccrual } from './kept-accrual.ts';
import { partsBack, type SalePart } from './line-parts.ts';
import { NOTHING_BACK, type Quantities } from './quantities.ts';
import type { ReturnEffect, ReturnReason, SaleFacts } from './return.ts';
import { returnReasons } from './return-reasons.ts';
import { spentBack } from './spent-back.ts';

export type BalancesBack = {
  readonly effects: readonly ReturnEffect[];
  readonly reasons: readonly ReturnReason[];
  /** What accrual said before this return and says after it. */
  readonly fired: { readonly from: readonly FiredRule[]; readonly to: readonly FiredRule[] };
};

/** `stages`: what had come back after each return, nothing at first, this one last. */
export function balancesBack(
  sale: SaleFacts,
  parts: readonly SalePart[],
  stages: readonly Quantities[],
): BalancesBack {
  const whole = keptAccrual(sale, parts, NOTHING_BACK);
  const others = withoutAccrual(sale.outcome.effects, whole.effects);
  const kept = stages.map((back) => keptAccrual(sale, parts, back));
  const taken = kept.map((accrual) => takenBack(whole, accrual));
  const mostTaken = (upTo: number): HolderSums =>
    taken.slice(0, upTo).reduce((most, sums) => most.raisedTo(sums), new HolderSums());
  const spent = stages.slice(-2).map((back) => spentBack(sale, others, partsBack(parts, back)));
  const [from, to] = [kept.at(-2) ?? whole, kept.at(-1) ?? whole];
  const effects = [
    ...sumsOf(spent.at(-1) ?? []).beyond(sumsOf(spent.at(-2) ?? [])),
    ...mostTaken(stages.length).beyond(mostTaken(stages.length - 1)),
  ];
  return {
    effects: [
      ...effects.filter(({ effect }) => effect === 'REFUND'),
      ...effects.filter(({ effect }) => effect === 'CLAWBACK'),
    ],
    reasons: returnReasons({ from, to }, { from: spent.at(-2) ?? [], to: spent.at(-1) ?? [] }),
    fired: { from: from.fired, to: to.fired },
  };
}

/** What the sale gave beside accrual: money and points spent, rewards, coupons, gift cards sold. */
function withoutAccrual(
  effects: readonly OutcomeEffect[],
  accrued: readonly OutcomeEffect[],
): readonly OutcomeEffect[] {
  const left = new Map<string, number>();
  for (const effect of accrued) left.set(nameOf(effect), (left.get(nameOf(effect)) ?? 0) + 1);
  return effects.filter((effect) => {
    const name = nameOf(effect);
    const count = left.get(name) ?? 0;
    if (count > 0) left.set(name, count - 1);
    return count === 0;
  });
}

const nameOf = ({ effect, asset, amount, ruleId, to, cardId }: OutcomeEffect): string =>
  [effect, asset, amount, ruleId, to, cardId].join(' ');

/** What was earned on the whole and not on what is kept; what accrual used up comes back likewise. */
function takenBack(whole: Accrual, kept: Accrual): HolderSums {
  const sums = new HolderSums();
  for (const effect of whole.effects) sums.add(undoing(effect), effect, effect.amount);
  for (const effect of kept.effects) sums.add(undoing(effect), effect, -effect.amount);
  return sums;
}

const undoing = ({ effect }: OutcomeEffect): ReturnEffect['effect'] =>
  effect === 'EARN' ? 'CLAWBACK' : 'REFUND';

function sumsOf(effects: readonly OutcomeEffect[]): HolderSums {
  const sums = new HolderSums();
  for (const effect of effects) sums.add(undoing(effect), effect, effect.amount);
  return sums;
}

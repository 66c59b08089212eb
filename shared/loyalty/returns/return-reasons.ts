/** Why balances change: rule by rule what is earned less, and what is given back of what was spent. */
import type { Accrual } from '../accrual/accrue.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { ReturnReason } from './return.ts';

type Between<T> = { readonly from: T; readonly to: T };

export const returnReasons = (
  accrual: Between<Accrual>,
  spent: Between<readonly OutcomeEffect[]>,
): readonly ReturnReason[] => [...earnedLess(accrual), ...givenBack(spent)];

function earnedLess({ from, to }: Between<Accrual>): readonly ReturnReason[] {
  const isSame = (a: FiredRule) => (b: FiredRule) =>
    a.ruleId === b.ruleId && a.part === b.part && a.asset === b.asset;
  const all = [...from.fired, ...to.fired.filter((each) => !from.fired.some(isSame(each)))];
  return all.flatMap((fired) => {
    const { ruleId, name, part, asset } = fired;
    const amount = amountOf(from.fired, isSame(fired)) - amountOf(to.fired, isSame(fired));
    if (asset === null || amount === 0 || all.find(isSame(fired)) !== fired) return [];
    const holds = to.fired.some((each) => each.ruleId === ruleId);
    const short = holds ? null : (to.missed.find((missed) => missed.ruleId === ruleId)?.reason ?? null);
    return [{ kind: 'earned', ruleId, name, part, asset, amount, short } as const];
  });
}

const amountOf = (fired: readonly FiredRule[], isSame: (each: FiredRule) => boolean): number =>
  fired.filter(isSame).reduce((sum, each) => sum + each.amount, 0);

/** Payments are told by the tenders. */
const givenBack = ({ from, to }: Between<readonly OutcomeEffect[]>): readonly ReturnReason[] =>
  to.flatMap(({ ruleId, asset, amount }, index) => {
    const more = amount - (from[index]?.amount ?? 0);
    return ruleId === 'payment' || more === 0
      ? []
      : [{ kind: 'spent', ruleId, asset, amount: more } as const];
  });

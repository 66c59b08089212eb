/** When a programme of a case holds, and what it must reach: conditions and thresholds of ours. */
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { milli, minor } from '../../../shared/kernel/units.ts';
import type { Condition } from '../../../shared/loyalty/programme/condition.ts';
import type { FreeGoodsGive } from '../../../shared/loyalty/programme/give.ts';
import type { RuleLimits } from '../../../shared/loyalty/programme/limits.ts';
import type { Threshold } from '../../../shared/loyalty/programme/rule.ts';
import type { VectorProgramme, VectorReward, VectorRule } from '../format/basket-schema.ts';
import { hundredths, money } from '../format/numbers.ts';
import { Untranslatable } from '../untranslatable.ts';
import { selectorOf } from './goods.ts';

/** People whom the shop knows; a paper card that holds a guest's stamps is not one of them. */
export const MEMBERS = 'members';

export function conditionOf(programme: VectorProgramme, rule: VectorRule, membersOnly: boolean): Condition {
  const groups = rule.member_groups ?? (membersOnly || programme.anonymous === false ? [MEMBERS] : null);
  return {
    ...(programme.valid_to === undefined ? {} : { to: asBusinessDate(programme.valid_to) }),
    ...(rule.nth_order === undefined ? {} : { nthVisit: rule.nth_order }),
    ...(groups ? { who: 'member' as const, segments: groups } : {}),
    ...(rule.contains_tags ? { contains: { tags: rule.contains_tags } } : {}),
  };
}

/** What a rule must reach by its own figures. Named goods without figures must be there at all. */
export function thresholdOf(rule: VectorRule): Threshold | null {
  const from: Threshold = {
    ...(rule.min_qty === undefined || rule.min_qty === 0
      ? {}
      : { quantityMilli: milli(rule.min_qty * 1000) }),
    ...(rule.min_amount === undefined || money(rule.min_amount) === 0
      ? {}
      : { sumMinor: money(rule.min_amount) }),
    ...(rule.min_amount_tax === 'excl' ? { tax: 'excluded' as const } : {}),
  };
  if (from.quantityMilli !== undefined || from.sumMinor !== undefined) return from;
  return selectorOf(rule) ? { quantityMilli: milli(1) } : null;
}

/** The same with what it takes to earn the tokens of one reward, on the goods that the rule names. */
export function thresholdFor(rule: VectorRule, reward: VectorReward): Threshold | null {
  const need = tokensNeeded(rule, reward);
  const own = thresholdOf(rule);
  const from: Threshold = {
    ...own,
    ...(rule.per === 'unit'
      ? { quantityMilli: milli(Math.max(Math.ceil(need) * 1000, own?.quantityMilli ?? 0)) }
      : {}),
    ...(rule.per === 'money' ? { sumMinor: minor(Math.max(Math.ceil(need * 100), own?.sumMinor ?? 0)) } : {}),
  };
  if (Object.keys(from).length === 0) return null;
  return { ...from, on: selectorOf(rule) ?? {} };
}

/** Units, sums of money or orders that earn the tokens of one reward. */
export const tokensNeeded = (rule: VectorRule, reward: VectorReward): number =>
  (reward.cost_points ?? 1) / (rule.points ?? 1);

/** How often an order's tokens pay for a free item, and for how much each further one is. */
export function freeTimes(
  rule: VectorRule,
  reward: VectorReward,
): { readonly forEvery: FreeGoodsGive['forEvery']; readonly times: number } {
  const need = tokensNeeded(rule, reward);
  if (rule.per === 'unit') {
    if (!Number.isInteger(need)) throw new Untranslatable(`${reward.id} costs parts of units`);
    return { forEvery: { units: need }, times: 1 };
  }
  if (rule.per === 'money') return { forEvery: { sumMinor: minor(hundredths(need)) }, times: 1 };
  return { forEvery: undefined, times: Math.floor(1 / need) };
}

export function limitsOf({ limits }: VectorProgramme): { readonly limits?: RuleLimits } {
  if (limits?.max_uses === undefined && limits?.max_uses_per_member === undefined) return {};
  return {
    limits: {
      ...(limits.max_uses === undefined ? {} : { timesInAll: limits.max_uses }),
      ...(limits.max_uses_per_member === undefined ? {} : { timesPerMember: limits.max_uses_per_member }),
    },
  };
}

/** Steps know no largest sum of their own, so a cap on them is a limit of the rule. */
export function limitsWith(
  { type, cap }: VectorReward,
  { limits }: { readonly limits?: RuleLimits },
): { readonly limits?: RuleLimits } {
  const hasOwn = type !== 'percent_by_order_amount' && type !== 'percent_by_eligible_qty';
  const capped =
    cap === undefined ||
    (hasOwn && type !== 'first_then_additional' && type !== 'amount_per_unit_in_full_groups');
  const all = { ...limits, ...(capped ? {} : { discountPerReceiptMinor: money(cap) }) };
  return Object.keys(all).length > 0 ? { limits: all } : {};
}

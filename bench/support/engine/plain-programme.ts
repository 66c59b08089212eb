/**
 * The part of a programme that a general rules engine can say without help: percentages off and points on goods of a
 * category, each from a sum of that category on, for members of a tier and on days of the week. Every category has its own
 * discounts' sums to itself, so no order among rules is needed to say what they give.
 */
import { asId, type TierId } from '../../../shared/kernel/ids.ts';
import { bps, minor } from '../../../shared/kernel/units.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import { CATEGORIES, categoryId, ruleId, same } from './goods.ts';
import { emptyProgramme } from './mixed-programme.ts';

export type PlainRule = {
  readonly id: string;
  readonly kind: 'percent' | 'points';
  readonly category: string;
  readonly fromMinor: number;
  readonly tiers: readonly string[] | null;
  readonly weekdays: readonly number[] | null;
  readonly percentBps: number;
  readonly perMinor: number;
};

/** The first of every category is a discount, all others give points: no category has two discounts. */
export function plainRules(count: number): readonly PlainRule[] {
  return Array.from({ length: count }, (_, n) => {
    const isPercent = n < CATEGORIES;
    return {
      id: ruleId(n),
      kind: isPercent ? 'percent' : 'points',
      category: categoryId(n),
      fromMinor: (n % 6) * 1_500,
      tiers: n % 5 === 0 ? ['silver', 'gold'] : n % 7 === 0 ? ['gold'] : null,
      weekdays: n % 4 === 1 ? [6, 7] : n % 9 === 2 ? [1, 2] : null,
      percentBps: 500 + (n % 4) * 250,
      perMinor: 500 + (n % 8) * 250,
    };
  });
}

export const plainProgramme = (rules: readonly PlainRule[]): Programme => ({
  ...emptyProgramme('plain'),
  rules: rules.map(ruleOf),
});

const ruleOf = (plain: PlainRule): Rule => ({
  id: asId(plain.id),
  name: same(plain.id),
  when: {
    ...(plain.tiers && { tiers: plain.tiers.map((id) => asId<TierId>(id)) }),
    ...(plain.weekdays && { weekdays: plain.weekdays }),
  },
  on: { include: { categories: [asId(plain.category)] } },
  from: { sumMinor: minor(plain.fromMinor) },
  give:
    plain.kind === 'percent'
      ? { kind: 'percentOff', percentBps: bps(plain.percentBps) }
      : { kind: 'earnPerMoney', rate: { amount: 1, perMinor: minor(plain.perMinor) } },
});

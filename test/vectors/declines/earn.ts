import type { EarnCase } from '../format/case-schema.ts';
import { money } from '../format/numbers.ts';
import type { Decline } from './decline.ts';

type Rate = { readonly points: number; readonly perMinor: number };

const ratesOf = ({ rules }: EarnCase): readonly Rate[] =>
  rules.flatMap((rule) => {
    if (rule.type === 'per_amount') return [{ points: rule.points, perMinor: rule.per_minor }];
    return rule.type === 'per_money' ? [{ points: rule.points, perMinor: 100 }] : [];
  });

/** Whether some rate on some sum of the case leaves a part of a point. */
const hasFractions = (each: EarnCase): boolean => {
  const sums = [each.basis_minor ?? 0, ...(each.lines ?? []).map((line) => money(line.amount))];
  return ratesOf(each).some(({ points, perMinor }) =>
    sums.some((sum) => !Number.isInteger((sum * points) / perMinor)),
  );
};

const multiplies = ({ rules }: EarnCase): boolean =>
  rules.some(({ type }) => type === 'multiplier' || type === 'multiply_lines');

export const earnDeclines: readonly Decline<EarnCase>[] = [
  {
    says: 'points for something that is no purchase',
    rule: 'ORD-1',
    holds: ({ rules }) => rules.some(({ type }) => type === 'event'),
  },
  {
    says: 'an earning base without tax',
    rule: 'ACC-2',
    holds: ({ basis_mode: mode }) => mode?.include_taxes === false,
  },
  {
    says: 'points rounded otherwise than down',
    rule: 'ACC-6',
    holds: (each) => each.rounding !== undefined && each.rounding !== 'floor' && hasFractions(each),
  },
  {
    says: 'points of several rules, each rounded by itself',
    rule: 'ACC-6',
    holds: (each) => hasFractions(each) && (ratesOf(each).length > 1 || multiplies(each)),
  },
  {
    says: 'a multiplier that reaches bonuses',
    rule: 'ACC-5',
    holds: ({ rules }) =>
      rules.some(({ type }) => type === 'multiplier') && rules.some(({ type }) => type === 'fixed'),
  },
  {
    says: 'several multipliers that multiply each other',
    rule: 'ACC-5',
    holds: ({ rules }) => rules.filter(({ type }) => type === 'multiplier').length > 1,
  },
  {
    says: 'which of several rules stands alone is decided by priority',
    rule: 'ACC-13',
    holds: ({ rules }) => {
      const alone = rules.filter(({ stackable }) => stackable === false);
      const [first] = alone;
      if (!first) return false;
      return alone.length > 1 || rules.some(({ priority }) => (priority ?? 0) > (first.priority ?? 0));
    },
  },
  {
    says: 'a multiplier below one, which takes points away',
    rule: 'ACC-5',
    holds: ({ rules }) => rules.some((rule) => 'factor' in rule && rule.factor < 1),
  },
  {
    says: 'points for whole blocks of money only; ours are in proportion',
    rule: 'ACC-3',
    holds: ({ rules, basis_minor: basis = 0, expect }) => {
      const [rule] = rules;
      if (rules.length !== 1 || rule?.type !== 'per_amount') return false;
      const inBlocks = Math.floor(basis / rule.per_minor) * rule.points;
      return expect.points === inBlocks && inBlocks !== Math.floor((basis * rule.points) / rule.per_minor);
    },
  },
];

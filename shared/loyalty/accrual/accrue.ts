/**
 * Points for a receipt (docs/spec/loyalty.md, ACC-1 … ACC-7). Amounts are exact fractions until each reason's share
 * is taken as a difference of floors, so the shares always sum to the floored whole.
 */
import { type Minor, minor, points, sumMinor } from '../../kernel/units.ts';
import type { CompiledProgramme, CompiledRule, RuleGiving } from '../compile/compile-programme.ts';
import { conditionHolds } from '../compile/condition.ts';
import type { FiredRule, MissedRule, PricedLine } from '../outcome/outcome.ts';
import type { Rate, Rule } from '../programme/programme.ts';
import type { Seen } from '../seen/seen.ts';
import { tierById } from '../tier/tier.ts';
import { addFractions, type Fraction, floorFraction, fraction, scaleFraction, ZERO } from './fraction.ts';

export type Accrual = { readonly fired: readonly FiredRule[]; readonly missed: readonly MissedRule[] };

type Reason = Omit<FiredRule, 'points' | 'discountMinor'>;
type Term = { readonly reason: Reason; readonly amount: Fraction };

const FULL_BPS = 10_000;

export function accrue(compiled: CompiledProgramme, seen: Seen, lines: readonly PricedLine[]): Accrual {
  if (!seen.member) return { fired: [], missed: [] };
  const missed: MissedRule[] = [];
  const terms: Term[] = [];
  for (const accrual of applicable(compiled.accruals, seen, lines, missed)) {
    terms.push(...rateTerms(compiled, accrual, seen));
  }
  const unmultiplied = total(terms);
  for (const multiplier of applicable(compiled.multipliers, seen, lines, missed)) {
    terms.push(multiplierTerm(compiled, multiplier, seen, lines, unmultiplied));
  }
  return { fired: floorCumulatively(terms), missed };
}

type Applicable<R extends Rule> = {
  readonly rule: R;
  readonly covered: readonly PricedLine[];
  readonly baseMinor: Minor;
};

/** Rules whose condition holds and whose goods reach the threshold; a short one is noted as missed (ACC-4). */
function applicable<R extends Rule>(
  rules: readonly CompiledRule<R>[],
  seen: Seen,
  lines: readonly PricedLine[],
  missed: MissedRule[],
): readonly Applicable<R>[] {
  const found: Applicable<R>[] = [];
  for (const { rule, covers } of rules) {
    if (!conditionHolds(rule.when, seen)) continue;
    const covered = lines.filter(covers);
    const baseMinor = sumMinor(covered.map((line) => line.totalMinor));
    if (baseMinor >= rule.from.sumMinor && baseMinor > 0) found.push({ rule, covered, baseMinor });
    else if (rule.from.sumMinor > 0) missed.push(miss(rule, baseMinor));
  }
  return found;
}

const miss = (rule: Rule, baseMinor: Minor): MissedRule => ({
  ruleId: rule.id,
  name: rule.name,
  reason: { kind: 'sumTooSmall', shortMinor: minor(rule.from.sumMinor - baseMinor) },
});

/** The base rate, and what the member's tier adds to it as a reason of its own (ACC-3). */
function rateTerms(
  { programme }: CompiledProgramme,
  { rule, baseMinor }: Applicable<RuleGiving<'pointsPerMoney'>>,
  seen: Seen,
): readonly Term[] {
  const reason = { ruleId: rule.id, name: rule.name, baseMinor, tierId: null, tierName: null };
  const base = pointsFor(rule.give.rate, baseMinor);
  const terms: Term[] = [{ reason: { ...reason, part: 'base' }, amount: base }];
  const tierRate = rule.give.rateByTier.find((rate) => rate.tierId === seen.member?.tierId);
  if (tierRate) {
    const amount = addFractions(pointsFor(tierRate, baseMinor), scaleFraction(base, -1, 1));
    const tierName = tierById(programme, tierRate.tierId)?.name ?? null;
    terms.push({ reason: { ...reason, part: 'tier', tierId: tierRate.tierId, tierName }, amount });
  }
  return terms;
}

/** A multiplier adds (factor − 1) of the points on the goods it covers, in proportion to their sum (ACC-5). */
function multiplierTerm(
  { accruals }: CompiledProgramme,
  { rule, covered, baseMinor }: Applicable<RuleGiving<'multiplier'>>,
  seen: Seen,
  lines: readonly PricedLine[],
  unmultiplied: Fraction,
): Term {
  const active = accruals.filter((accrual) => conditionHolds(accrual.rule.when, seen));
  const earns = (line: PricedLine) => active.some((accrual) => accrual.covers(line));
  const earningMinor = sumMinor(lines.filter(earns).map((line) => line.totalMinor));
  const coveredMinor = sumMinor(covered.filter(earns).map((line) => line.totalMinor));
  const share = earningMinor > 0 ? scaleFraction(unmultiplied, coveredMinor, earningMinor) : ZERO;
  return {
    reason: { ruleId: rule.id, name: rule.name, part: 'multiplier', baseMinor, tierId: null, tierName: null },
    amount: scaleFraction(share, rule.give.factorBps - FULL_BPS, FULL_BPS),
  };
}

const pointsFor = (rate: Rate, baseMinor: Minor): Fraction =>
  fraction(BigInt(rate.points) * BigInt(baseMinor), BigInt(rate.perMinor));

const total = (terms: readonly Term[]): Fraction =>
  terms.reduce((sum, term) => addFractions(sum, term.amount), ZERO);

function floorCumulatively(terms: readonly Term[]): readonly FiredRule[] {
  let exact = ZERO;
  let floored = 0;
  return terms.flatMap(({ reason, amount }) => {
    exact = addFractions(exact, amount);
    const share = floorFraction(exact) - floored;
    floored += share;
    return share === 0 ? [] : [{ ...reason, points: points(share), discountMinor: minor(0) }];
  });
}

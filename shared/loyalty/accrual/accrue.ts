/**
 * Points for a receipt (docs/spec/loyalty.md, ACC-1 … ACC-7). Amounts are exact fractions until each reason's share
 * is taken as a difference of floors, so the shares always sum to the floored whole.
 */
import type { BasketLine } from '../../basket/basket.ts';
import { type Minor, minor, sumMinor } from '../../kernel/units.ts';
import type { CompiledProgramme, CompiledRule } from '../compile/compiled.ts';
import { conditionHolds } from '../compile/condition.ts';
import type { FiredRule, MissedRule, Progress } from '../outcome/explanation.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { EarnGive, Rate } from '../programme/give.ts';
import type { Rule } from '../programme/rule.ts';
import type { Seen } from '../seen/seen.ts';
import { tierById } from '../tier/tier.ts';
import { addFractions, type Fraction, floorFraction, fraction, scaleFraction, ZERO } from './fraction.ts';

/** What a line brings into the earning base: paid for goods, after discounts, without deposits. */
export type EarningLine = { readonly line: BasketLine; readonly baseMinor: Minor };

export type Accrual = {
  readonly fired: readonly FiredRule[];
  readonly missed: readonly MissedRule[];
  readonly effects: readonly OutcomeEffect[];
  readonly progress: readonly Progress[];
};

type Giving<K extends EarnGive['kind']> = CompiledRule<Extract<EarnGive, { kind: K }>>;

type Reason = Omit<FiredRule, 'amount' | 'discountMinor'>;
type Term = { readonly reason: Reason; readonly amount: Fraction };

const FULL_BPS = 10_000;

export function accrue(compiled: CompiledProgramme, seen: Seen, lines: readonly EarningLine[]): Accrual {
  if (!seen.member) return { fired: [], missed: [], effects: [], progress: [] };
  const missed: MissedRule[] = [];
  const terms: Term[] = [];
  for (const accrual of applicable(rates(compiled), seen, lines, missed)) {
    terms.push(...rateTerms(compiled, accrual, seen));
  }
  const unmultiplied = total(terms);
  for (const multiplier of applicable(multipliers(compiled), seen, lines, missed)) {
    terms.push(multiplierTerm(compiled, multiplier, seen, lines, unmultiplied));
  }
  const fired = floorCumulatively(terms);
  const effects = fired.map(
    ({ ruleId, amount }) => ({ effect: 'EARN', asset: 'points', amount, ruleId }) as const,
  );
  return { fired, missed, effects, progress: [] };
}

const isGiving =
  <K extends EarnGive['kind']>(kind: K) =>
  (each: CompiledRule<EarnGive>): each is Giving<K> =>
    each.rule.give.kind === kind;
const rates = ({ earning }: CompiledProgramme) => earning.filter(isGiving('earnPerMoney'));
const multipliers = ({ earning }: CompiledProgramme) => earning.filter(isGiving('earnMultiplier'));

type Applicable<R extends CompiledRule> = {
  readonly rule: R['rule'];
  readonly covered: readonly EarningLine[];
  readonly baseMinor: Minor;
};

/** Rules whose condition holds and whose goods reach the threshold; a short one is noted as missed (ACC-4). */
function applicable<R extends CompiledRule>(
  rules: readonly R[],
  seen: Seen,
  lines: readonly EarningLine[],
  missed: MissedRule[],
): readonly Applicable<R>[] {
  const found: Applicable<R>[] = [];
  for (const { rule, covers, fromMinor } of rules) {
    if (!conditionHolds(rule.when ?? {}, seen)) continue;
    const covered = lines.filter(({ line }) => covers(line));
    const baseMinor = sumMinor(covered.map((line) => line.baseMinor));
    if (baseMinor >= fromMinor && baseMinor > 0) found.push({ rule, covered, baseMinor });
    else if (fromMinor > 0)
      missed.push({
        ruleId: rule.id,
        name: rule.name,
        reason: { kind: 'sumTooSmall', shortMinor: minor(fromMinor - baseMinor) },
      });
  }
  return found;
}

/** The base rate, and what the member's tier adds to it as a reason of its own (ACC-3). */
function rateTerms(
  { programme }: CompiledProgramme,
  { rule, baseMinor }: Applicable<Giving<'earnPerMoney'>>,
  seen: Seen,
): readonly Term[] {
  const reason = reasonOf(rule, baseMinor);
  const base = pointsFor(rule.give.rate, baseMinor);
  const terms: Term[] = [{ reason: { ...reason, part: 'base' }, amount: base }];
  const tierRate = rule.give.rateByTier?.find((rate) => rate.tierId === seen.member?.tierId);
  if (tierRate) {
    const amount = addFractions(pointsFor(tierRate, baseMinor), scaleFraction(base, -1, 1));
    const tierName = tierById(programme, tierRate.tierId)?.name ?? null;
    terms.push({ reason: { ...reason, part: 'tier', tierId: tierRate.tierId, tierName }, amount });
  }
  return terms;
}

/** A multiplier adds (factor − 1) of the points on the goods it covers, in proportion to their sum (ACC-5). */
function multiplierTerm(
  compiled: CompiledProgramme,
  { rule, covered, baseMinor }: Applicable<Giving<'earnMultiplier'>>,
  seen: Seen,
  lines: readonly EarningLine[],
  unmultiplied: Fraction,
): Term {
  const active = rates(compiled).filter((accrual) => conditionHolds(accrual.rule.when ?? {}, seen));
  const earns = ({ line }: EarningLine) => active.some((accrual) => accrual.covers(line));
  const earningMinor = sumMinor(lines.filter(earns).map((line) => line.baseMinor));
  const coveredMinor = sumMinor(covered.filter(earns).map((line) => line.baseMinor));
  const share = earningMinor > 0 ? scaleFraction(unmultiplied, coveredMinor, earningMinor) : ZERO;
  return {
    reason: { ...reasonOf(rule, baseMinor), part: 'multiplier' },
    amount: scaleFraction(share, rule.give.factorBps - FULL_BPS, FULL_BPS),
  };
}

const reasonOf = (rule: Pick<Rule, 'id' | 'name'>, baseMinor: Minor) => ({
  ruleId: rule.id,
  name: rule.name,
  asset: 'points' as const,
  baseMinor,
  tierId: null,
  tierName: null,
  award: null,
});

const pointsFor = (rate: Rate, baseMinor: Minor): Fraction =>
  fraction(BigInt(rate.amount) * BigInt(baseMinor), BigInt(rate.perMinor));

const total = (terms: readonly Term[]): Fraction =>
  terms.reduce((sum, term) => addFractions(sum, term.amount), ZERO);

function floorCumulatively(terms: readonly Term[]): readonly FiredRule[] {
  let exact = ZERO;
  let floored = 0;
  return terms.flatMap(({ reason, amount }) => {
    exact = addFractions(exact, amount);
    const share = floorFraction(exact) - floored;
    floored += share;
    return share === 0 ? [] : [{ ...reason, amount: share, discountMinor: minor(0) }];
  });
}

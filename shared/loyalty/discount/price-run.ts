/** What one pass of the price rules carries along: the lines as they stand, and everything there is to tell. */
import type { RuleId } from '../../kernel/ids.ts';
import { minor } from '../../kernel/units.ts';
import type { CompiledProgramme, CompiledRule } from '../compile/compiled.ts';
import { type Coverage, coverageOf } from '../compile/coverage.ts';
import type { FiredPart, FiredRule, MissedRule } from '../outcome/explanation.ts';
import type { Offer, Refusal } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';
import { type Claims, claimsByRule } from './claims.ts';
import { shareOf } from './reduction.ts';
import type { WorkingLine } from './working-line.ts';

export type PriceRun = {
  readonly seen: Seen;
  /** In canonical order. */
  readonly lines: readonly WorkingLine[];
  /** Those that are no extra goods: no threshold and no rule knows the others (GFT-2). */
  readonly paid: readonly WorkingLine[];
  readonly coverage: Coverage<WorkingLine>;
  readonly claims: Claims;
  readonly fired: FiredRule[];
  readonly missed: MissedRule[];
  readonly offers: Offer[];
  readonly refusals: Refusal[];
  /** What each rule took on this receipt, for its own limits. */
  readonly taken: Map<RuleId, number>;
  /** What all discounts together may still take (LIM-14). */
  allowanceMinor: number;
};

export function beginRun(compiled: CompiledProgramme, seen: Seen, lines: readonly WorkingLine[]): PriceRun {
  const paid = lines.filter(({ line }) => line.giftOf === undefined);
  return {
    seen,
    lines,
    paid,
    coverage: coverageOf(compiled, paid),
    claims: claimsByRule(seen.claims),
    fired: [],
    missed: [],
    offers: [],
    refusals: [],
    taken: new Map(),
    allowanceMinor: allowance(lines, compiled.programme.limits?.discountShareOfReceiptBps),
  };
}

/** The share of the goods at shelf price, less what stands on the lines already; gifts and gift cards are no goods. */
function allowance(lines: readonly WorkingLine[], shareBps: number | undefined): number {
  if (shareBps === undefined) return Number.POSITIVE_INFINITY;
  let [shelfMinor, cutMinor] = [0, 0];
  for (const { line, shelf, leftMinor } of lines) {
    if (line.giftOf !== undefined || line.giftCardId !== undefined) continue;
    shelfMinor += shelf.shelfMinor;
    cutMinor += shelf.shelfMinor - leftMinor;
  }
  return shareOf(shelfMinor, shareBps) - cutMinor;
}

/** EXP-1: one entry per rule, whatever number of times it was taken. */
export function tellFired(
  run: PriceRun,
  { rule }: CompiledRule,
  what: { readonly part: FiredPart; readonly totalMinor: number; readonly baseMinor: number },
): void {
  run.fired.push({
    ruleId: rule.id,
    name: rule.name,
    part: what.part,
    asset: null,
    amount: 0,
    discountMinor: minor(what.totalMinor),
    baseMinor: minor(what.baseMinor),
    tierId: null,
    tierName: null,
    award: rule.give.kind === 'privilege' ? { kind: 'privilege', text: rule.give.text } : null,
  });
}

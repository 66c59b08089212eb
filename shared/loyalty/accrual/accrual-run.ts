/** What one pass of accrual carries along, and what its rules put into it. */
import type { Asset } from '../asset.ts';
import type { CompiledProgramme, CompiledRule } from '../compile/compiled.ts';
import { type Coverage, coverageOf } from '../compile/coverage.ts';
import type { FiredRule, MissedRule, MissReason } from '../outcome/explanation.ts';
import type { Offer } from '../outcome/outcome.ts';
import type { Give } from '../programme/give.ts';
import type { MemberRow } from '../seen/member.ts';
import type { Seen } from '../seen/seen.ts';
import type { EarningLine } from './earning-line.ts';
import type { Fraction } from './fraction.ts';

export type AccrualRun = {
  readonly compiled: CompiledProgramme;
  readonly seen: Seen;
  readonly member: MemberRow;
  /** No extra goods: they fill no threshold and earn nothing (GFT-2). */
  readonly lines: readonly EarningLine[];
  readonly coverage: Coverage<EarningLine>;
  readonly missed: MissedRule[];
  /** Rules that hold and wait to be taken. */
  readonly offers: Offer[];
};

export function beginAccrual(
  compiled: CompiledProgramme,
  {
    seen,
    member,
    lines,
  }: { readonly seen: Seen; readonly member: MemberRow; readonly lines: readonly EarningLine[] },
): AccrualRun {
  const paid = lines.filter(({ line }) => line.giftOf === undefined);
  return {
    compiled,
    seen,
    member,
    lines: paid,
    coverage: coverageOf(compiled, paid),
    missed: [],
    offers: [],
  };
}

/** A rule that holds, with the goods that it covers. */
export type Applied<G extends Give = Give> = {
  readonly each: CompiledRule<G>;
  readonly covered: readonly EarningLine[];
  readonly baseMinor: number;
  /** At most so often on this receipt. */
  readonly times: number;
};

export type Reason = Omit<FiredRule, 'amount' | 'discountMinor'>;

/** One reason's exact part of what a rule gives. */
export type Term = { readonly reason: Reason; readonly amount: Fraction };

/** What one earning rule gives of one asset. */
export type Block = { readonly each: CompiledRule; readonly asset: Asset; readonly terms: readonly Term[] };

/** A reason with its whole amount; `asset` null for what is only told. */
export type Share = { readonly reason: Reason; readonly amount: number; readonly validDays?: number };

export const reasonOf = (
  { each: { rule }, baseMinor }: Pick<Applied, 'each' | 'baseMinor'>,
  more: Pick<Reason, 'part' | 'asset'> & Partial<Reason>,
): Reason => ({
  ruleId: rule.id,
  name: rule.name,
  baseMinor: baseMinor as Reason['baseMinor'],
  tierId: null,
  tierName: null,
  award: null,
  ...more,
});

export function tellMissed(run: AccrualRun, { rule }: CompiledRule, reason: MissReason): void {
  run.missed.push({ ruleId: rule.id, name: rule.name, reason });
}

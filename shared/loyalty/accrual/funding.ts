/** Who pays (PTN-n): a partner's share of what its rules gave on this receipt. */
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { FundingShare } from '../outcome/outcome.ts';

export function fundingShares(
  _compiled: CompiledProgramme,
  _fired: readonly FiredRule[],
): readonly FundingShare[] {
  return [];
}

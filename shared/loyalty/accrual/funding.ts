/** PTN-1, PTN-2: a partner's share of what its rules gave on this receipt, rounded half up once per rule and kind. */
import type { RuleId } from '../../kernel/ids.ts';
import { MAX_EARNED } from '../../kernel/limits.ts';
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import { minor } from '../../kernel/units.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { FundingShare } from '../outcome/outcome.ts';
import type { Programme } from '../programme/programme.ts';
import type { Funding } from '../programme/rule.ts';

const FULL_BPS = 10_000;

/** In the order of the rules' ids. Points and wallet money have a worth; vouchers, stamps and gifts are billed apart. */
export function fundingShares(
  compiled: CompiledProgramme,
  fired: readonly FiredRule[],
): readonly FundingShare[] {
  const funded = fundedRules(compiled);
  if (funded.size === 0) return [];
  const sums = new Map<RuleId, Sums>();
  for (const { ruleId, asset, amount, discountMinor } of fired) {
    if (ruleId === 'redemption' || !funded.has(ruleId)) continue;
    const sum = sums.get(ruleId) ?? { discountMinor: 0, points: 0, walletMinor: 0 };
    sum.discountMinor += discountMinor;
    if (asset === 'points') sum.points += amount;
    if (asset === 'wallet') sum.walletMinor += amount;
    sums.set(ruleId, sum);
  }
  return [...funded].flatMap(([ruleId, funding]) => {
    const sum = sums.get(ruleId);
    return sum ? shareOf(compiled.programme, { ruleId, funding, sum }) : [];
  });
}

type Sums = { discountMinor: number; points: number; walletMinor: number };

function shareOf(
  { point }: Programme,
  { ruleId, funding, sum }: { readonly ruleId: RuleId; readonly funding: Funding; readonly sum: Sums },
): readonly FundingShare[] {
  const { partnerId, shareBps } = funding;
  const discountMinor = minor(mulDivHalfUp(sum.discountMinor, shareBps, FULL_BPS));
  const worth = BigInt(sum.points) * BigInt(point.worthMinor) + BigInt(sum.walletMinor) * BigInt(point.scale);
  const worthMinor = minor(halfUp(worth * BigInt(shareBps), BigInt(FULL_BPS * point.scale)));
  return discountMinor === 0 && worthMinor === 0 ? [] : [{ partnerId, ruleId, discountMinor, worthMinor }];
}

/** Of nothing less than nothing: limits take no more than was given. */
function halfUp(dividend: bigint, divisor: bigint): number {
  const rounded = (2n * dividend + divisor) / (2n * divisor);
  return rounded > BigInt(MAX_EARNED) ? MAX_EARNED : Number(rounded);
}

/** Made when first asked for; the compiled programme keeps it as long as it lives. */
const known = new WeakMap<CompiledProgramme, ReadonlyMap<RuleId, Funding>>();

function fundedRules(compiled: CompiledProgramme): ReadonlyMap<RuleId, Funding> {
  const before = known.get(compiled);
  if (before) return before;
  const funded = new Map<RuleId, Funding>();
  for (const { rule } of compiled.rules) if (rule.fundedBy) funded.set(rule.id, rule.fundedBy);
  known.set(compiled, funded);
  return funded;
}

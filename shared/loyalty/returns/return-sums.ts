/** RET-7: taxes and what partners owe, as differences of what both say of all that came back. */
import { mulDivFloor } from '../../kernel/rounding.ts';
import { milli, minor } from '../../kernel/units.ts';
import { fundingShares } from '../accrual/funding.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { FundingShare, TaxTotal } from '../outcome/outcome.ts';
import { taxTotals } from '../tax/tax-totals.ts';
import type { PartBack } from './line-parts.ts';
import type { SaleFacts } from './return.ts';

type Between = { readonly from: readonly PartBack[]; readonly to: readonly PartBack[] };

export function taxesBack({ seen }: SaleFacts, { from, to }: Between): readonly TaxTotal[] {
  const totals = (parts: readonly PartBack[]): readonly TaxTotal[] =>
    taxTotals(
      parts
        .filter(({ quantityMilli }) => quantityMilli > 0)
        .map(({ line, quantityMilli, totalMinor }) => ({
          ...line,
          quantityMilli: milli(quantityMilli),
          totalMinor: minor(totalMinor),
        })),
      seen.taxes,
    );
  const before = new Map(totals(from).map((total) => [total.taxId, total]));
  return totals(to).flatMap((total) => {
    const earlier = before.get(total.taxId);
    const totalMinor = minor(total.totalMinor - (earlier?.totalMinor ?? 0));
    const taxMinor = minor(total.taxMinor - (earlier?.taxMinor ?? 0));
    return totalMinor === 0 && taxMinor === 0 ? [] : [{ ...total, totalMinor, taxMinor }];
  });
}

type Fired = { readonly from: readonly FiredRule[]; readonly to: readonly FiredRule[] };

export function fundingBack(
  sale: SaleFacts,
  { from, to, fired }: Between & { readonly fired: Fired },
): readonly FundingShare[] {
  const owed = (accrued: readonly FiredRule[], parts: readonly PartBack[]) =>
    fundingShares(sale.compiled, [...keptDiscounts(sale, parts), ...accrued]);
  const before = owed(fired.from, from);
  const after = owed(fired.to, to);
  const isNew = (share: FundingShare): boolean => !before.some((each) => isSame(each, share));
  return [...before, ...after.filter(isNew)].flatMap((share) => {
    const had = before.find((each) => isSame(each, share));
    const kept = after.find((each) => isSame(each, share));
    const discountMinor = minor((had?.discountMinor ?? 0) - (kept?.discountMinor ?? 0));
    const worthMinor = minor((had?.worthMinor ?? 0) - (kept?.worthMinor ?? 0));
    return discountMinor === 0 && worthMinor === 0 ? [] : [{ ...share, discountMinor, worthMinor }];
  });
}

/** A rule may give more on what is kept than it gave beside what a limit cut, so a share may begin with a return. */
const isSame = (a: FundingShare, b: FundingShare): boolean =>
  a.partnerId === b.partnerId && a.ruleId === b.ruleId;

/** The sale's discounts less what came back of them. */
function keptDiscounts({ outcome }: SaleFacts, parts: readonly PartBack[]): readonly FiredRule[] {
  const back = new Map<string, number>();
  for (const { line, quantityMilli } of parts)
    for (const { ruleId, amountMinor } of line.cuts)
      back.set(ruleId, (back.get(ruleId) ?? 0) + mulDivFloor(amountMinor, quantityMilli, line.quantityMilli));
  return outcome.explanation.fired.flatMap((fired) => {
    if (fired.discountMinor === 0) return [];
    const gone = Math.min(fired.discountMinor, back.get(fired.ruleId) ?? 0);
    back.set(fired.ruleId, (back.get(fired.ruleId) ?? 0) - gone);
    return [{ ...fired, discountMinor: minor(fired.discountMinor - gone) }];
  });
}
